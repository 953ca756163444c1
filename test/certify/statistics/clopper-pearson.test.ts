import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { describe, expect, it } from 'vitest';
import { clopperPearsonLower, clopperPearsonUpper } from '../../../src/certify/statistics/clopper-pearson.ts';
import golden from '../../golden/bounds.json' with { type: 'json' };
import { lowerBoundLaws, upperBoundLaws } from '../../laws/statistic.ts';

const rows = golden.clopper_pearson as [k: number, n: number, alpha: number, lower: number, upper: number][];
const name = (k: number, n: number, alpha: number) => `${k} of ${n} at ${alpha}`;

lowerBoundLaws(
  'clopperPearsonLower',
  rows.map(([k, n, a, limit]) => ({ name: name(k, n, a), got: clopperPearsonLower(k, n, a), limit })),
  1e-13,
);
upperBoundLaws(
  'clopperPearsonUpper',
  rows.map(([k, n, a, , limit]) => ({ name: name(k, n, a), got: clopperPearsonUpper(k, n, a), limit })),
  1e-13,
);

describe('clopperPearsonLower', () => {
  it.each([
    [99, 100, 0.91137311129604237],
    [990, 1000, 0.97603618715531137],
    [50_500, 100_000, 0.50010895173958791],
    [99_999, 100_000, 0.99990766966626543],
  ])('agrees with the published value for %i of %i', (k, n, expected) => {
    expect(Math.abs(clopperPearsonLower(k, n, 0.001) / expected - 1)).toBeLessThan(1e-15);
  });

  it('has the ends 0 and α^(1/n)', () => {
    expect(clopperPearsonLower(0, 10, 0.05)).toBe(0);
    expect(clopperPearsonUpper(10, 10, 0.05)).toBe(1);
    expect(clopperPearsonLower(3, 3, 0.125)).toBeCloseTo(0.5, 14);
  });

  it('agrees with another implementation over a wide range', () => {
    for (const n of [10, 500, 20_000]) {
      for (const share of [0.1, 0.5, 0.8, 0.99]) {
        const k = Math.round(n * share);
        const other = betaQuantile(0.01, k, n - k + 1);
        expect(Math.abs(clopperPearsonLower(k, n, 0.01) / other - 1)).toBeLessThan(1e-12);
      }
    }
  });

  it('increases in k and in α', () => {
    const inK = Array.from({ length: 101 }, (_, k) => clopperPearsonLower(k, 100, 0.01));
    expect(inK.every((p, i) => i === 0 || p > inK[i - 1]!)).toBe(true);
    const inAlpha = [1e-280, 1e-100, 1e-12, 1e-3, 0.1, 0.5].map((a) => clopperPearsonLower(60, 100, a));
    expect(inAlpha.every((p, i) => i === 0 || p > inAlpha[i - 1]!)).toBe(true);
  });

  it('stays a number at the ends of its domain', () => {
    for (const [k, n, a] of [
      [1, 1, 1e-280],
      [1, 1e8, 1e-280],
      [1e8 - 1, 1e8, 0.5],
      [1e8, 1e8, 1e-280],
      [1, 2, 0.5],
    ] as const) {
      for (const p of [clopperPearsonLower(k, n, a), clopperPearsonUpper(n - k, n, a)]) {
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }
    }
  });

  it.each([
    [-1, 10, 0.1],
    [11, 10, 0.1],
    [1.5, 10, 0.1],
    [0, 0, 0.1],
    [1, 10, 0],
    [1, 10, 1e-300],
    [1, 10, 0.6],
    [1, 10, NaN],
    [NaN, 10, 0.1],
    [1, 1e9, 0.1],
  ])('refuses %d of %d at α = %d', (k, n, a) => {
    expect(() => clopperPearsonLower(k, n, a)).toThrow(RangeError);
    expect(() => clopperPearsonUpper(k, n, a)).toThrow(RangeError);
  });
});
