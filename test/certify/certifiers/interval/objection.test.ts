import { describe, expect, it } from 'vitest';
import { objectionTo } from '../../../../src/certify/certifiers/interval/objection.ts';
import type { IntervalSettled } from '../../../../src/certify/certifiers/interval/request.ts';
import { SETTLED, sampleOf } from './problem.ts';

const METHOD: IntervalSettled = { ...SETTLED, domain: [0, 1], epsilon: [0.1, 0.5] };
const to = (values: readonly number[], changes: Partial<IntervalSettled> = {}, base: number | null = 1) =>
  objectionTo({ ...METHOD, ...changes }, { sample: sampleOf(0, values), row: 0, base }, 2);

describe('a sample', () => {
  it('has no objection against it in the ordinary case, its edges included', () => {
    for (const values of [
      [0.5, 0.5],
      [0, 1],
    ])
      expect(to(values)).toBe(null);
    expect(to([0.5, 1.4999], { domain: null, reach: 2 })).toBe(null);
  });

  it.each<[string, number[], Partial<IntervalSettled>, number | null]>([
    ['finite', [0.5, NaN], {}, 1],
    ['finite', [0.5, Infinity], { domain: null }, 1],
    ['tied', [0.5, 0.5], {}, null],
    ['domain [0, 1]', [0.5, 1.0001], {}, 1],
    ['domain [0, 1]', [-1e-20, 0.5], {}, 1],
    ['exceed 1', [0.5, 0.9], { domain: null }, 1],
    ['exceed 1', [-0.9, 0.5], { domain: null }, 1],
    ['exceed 1.2', [0.9, 0.5], { domain: null, reach: 1.2, epsilon: 0.1, channels: [4, 1] }, 1],
  ])('is objected to: %s', (words, values, changes, base) => {
    expect(to(values, changes, base)).toContain(words);
  });

  it('of another size is a mistake', () => {
    expect(() => to([1])).toThrow('1 values for a model of 2');
  });
});
