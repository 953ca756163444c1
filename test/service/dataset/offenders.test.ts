import { describe, expect, it } from 'vitest';
import { Offenders } from '../../../src/service/dataset/offenders.ts';

describe('Offenders', () => {
  it('tells the first of a kind and counts the others', () => {
    const offenders = new Offenders();
    for (let i = 4; i < 7; i++) offenders.add('label_invalid', `label ${i}`, `/${i}`);
    offenders.add('label_invalid', 'another kind', '/x', 'kind');
    offenders.add('value_not_finite', 'value', '/file');
    expect(offenders.faults).toEqual([
      { code: 'label_invalid', message: 'label 4 (and 2 more)', pointer: '/4' },
      { code: 'label_invalid', message: 'another kind', pointer: '/x' },
      { code: 'value_not_finite', message: 'value', pointer: '/file' },
    ]);
  });
});
