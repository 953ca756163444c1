import { describe, expect, it } from 'vitest';
import { Offenders } from '../../../src/service/dataset/offenders.ts';

describe('Offenders', () => {
  it('tells the first of a kind at one place and counts the others', () => {
    const offenders = new Offenders('/file');
    for (let i = 4; i < 7; i++) offenders.add('label_invalid', '/file', () => `label ${i}`);
    offenders.add('label_invalid', '/file', () => 'another kind', 'kind');
    offenders.add('value_not_finite', '/file', () => 'value');
    expect(offenders.faults).toEqual([
      { code: 'label_invalid', message: 'label 4 (and 2 more)', pointer: '/file' },
      { code: 'label_invalid', message: 'another kind', pointer: '/file' },
      { code: 'value_not_finite', message: 'value', pointer: '/file' },
    ]);
  });

  it('tells twenty of a kind at places of their own, and makes no message for the others', () => {
    const offenders = new Offenders('/inputs');
    let made = 0;
    for (let i = 0; i < 1000; i++) offenders.add('label_invalid', `/inputs/${i}`, () => `label ${made++}`);
    expect(made).toBe(20);
    expect(offenders.faults).toHaveLength(21);
    expect(offenders.faults.slice(18)).toEqual([
      { code: 'label_invalid', message: 'label 18', pointer: '/inputs/18' },
      { code: 'label_invalid', message: 'label 19', pointer: '/inputs/19' },
      { code: 'label_invalid', message: 'and 980 more like "label 0"', pointer: '/inputs' },
    ]);
  });
});
