import { describe, expect, it } from 'vitest';
import { binomialTest } from '../../../src/certify/statistics/binomial-test.ts';
import golden from '../../golden/bounds.json' with { type: 'json' };
import { upperBoundLaws } from '../../laws/statistic.ts';

const rows = golden.p_values as [a: number, b: number, p: number][];

upperBoundLaws(
  'binomialTest',
  rows
    .filter(([, , limit]) => limit > 1e-290)
    .map(([a, b, limit]) => ({ name: `${a} to ${b}`, got: binomialTest(a, b), limit })),
  1e-12,
);

describe('binomialTest', () => {
  it('is symmetric, and 1 for equal counts', () => {
    expect(binomialTest(60, 40)).toBe(binomialTest(40, 60));
    expect(binomialTest(50, 50)).toBe(1);
    expect(binomialTest(0, 0)).toBe(1);
  });

  it('is never 0, however clear the vote', () => {
    expect(binomialTest(1e8, 0)).toBeGreaterThan(0);
  });

  it('refuses what is not a count', () => {
    for (const [a, b] of [
      [-1, 2],
      [0.5, 1],
      [1e8, 1],
      [NaN, 1],
    ] as const) {
      expect(() => binomialTest(a, b)).toThrow(RangeError);
    }
  });
});
