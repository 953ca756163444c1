import { describe, expect, it } from 'vitest';
import { conditionIn } from '../../src/cli/conditions.ts';

describe('a condition', () => {
  it('is written as people write it, or as JSON', () => {
    expect(conditionIn('certified_accuracy@0.5>=0.6')).toEqual({
      metric: 'certified_accuracy',
      radius: 0.5,
      min: 0.6,
    });
    expect(conditionIn(' clean_accuracy >= .9 ')).toEqual({ metric: 'clean_accuracy', min: 0.9 });
    expect(conditionIn('abstention_rate<=0.1')).toEqual({ metric: 'abstention_rate', max: 0.1 });
    expect(conditionIn('{"metric":"x","stop":false}')).toEqual({ metric: 'x', stop: false });
  });

  it('is refused when it is none', () => {
    for (const text of ['', 'certified_accuracy', 'a=1', 'a>1', 'a@b>=1', 'a@0.5>=', 'a>=x', '{'])
      expect(() => conditionIn(text), text).toThrow('--gate');
  });
});
