import { describe, expect, it } from 'vitest';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';
import {
  confidenceLower,
  confidenceUpper,
  narrow,
  UNKNOWN,
} from '../../../src/certify/statistics/confidence-sequence.ts';
import { nextDown, nextUp } from '../../../src/certify/statistics/rounding.ts';
import golden from '../../golden/e-process.json' with { type: 'json' };
import { lowerBoundLaws, upperBoundLaws } from '../../laws/statistic.ts';
import { numbers } from '../numbers.ts';

const rows = golden.ends as [k: number, n: number, alpha: number, lower: number, upper: number][];
const name = (k: number, n: number, alpha: number) => `${k} of ${n} at ${alpha}`;

const usual = rows.filter(([, , alpha]) => alpha >= 1e-12);
const extreme = rows.filter(([, , alpha]) => alpha < 1e-12);
for (const [title, some, tolerance] of [
  ['', usual, 2e-13],
  [' at the least α', extreme, 3e-11],
] as const) {
  lowerBoundLaws(
    `confidenceLower${title}`,
    some.map(([k, n, a, limit]) => ({ name: name(k, n, a), got: confidenceLower(k, n, a), limit })),
    tolerance,
  );
  upperBoundLaws(
    `confidenceUpper${title}`,
    some.map(([k, n, a, , limit]) => ({ name: name(k, n, a), got: confidenceUpper(k, n, a), limit })),
    tolerance,
  );
}

describe('confidenceLower and confidenceUpper', () => {
  it('are (α w(n))^(1/n) for unanimous votes, and the mirror of that', () => {
    const expected = (0.001 * (705_432 / 2 ** 22)) ** (1 / 11);
    expect(confidenceLower(11, 11, 0.001)).toBeCloseTo(expected, 14);
    expect(confidenceUpper(0, 11, 0.001)).toBeCloseTo(1 - expected, 14);
    expect(confidenceLower(0, 11, 0.001)).toBe(0);
    expect(confidenceUpper(11, 11, 0.001)).toBe(1);
    expect([confidenceLower(0, 0, 0.1), confidenceUpper(0, 0, 0.1)]).toEqual([0, 1]);
  });

  it('lie outside of bounds that hold at one n only, by little', () => {
    for (const [k, n] of [
      [30, 40],
      [900, 1000],
      [99_000, 100_000],
    ] as const) {
      const fixed = clopperPearsonLower(k, n, 0.001);
      const anytime = confidenceLower(k, n, 0.001);
      expect(anytime).toBeLessThan(fixed);
      expect((k / n - anytime) / (k / n - fixed)).toBeLessThan(1.7);
    }
  });

  it('increase in k and with α on their sides', () => {
    const inK = Array.from({ length: 101 }, (_, k) => [
      confidenceLower(k, 100, 0.01),
      confidenceUpper(k, 100, 0.01),
    ]);
    for (let k = 1; k <= 100; k++) {
      expect(inK[k]![0]!).toBeGreaterThan(inK[k - 1]![0]!);
      if (k < 100) expect(inK[k]![1]!).toBeGreaterThan(inK[k - 1]![1]!);
    }
    const inAlpha = [1e-280, 1e-100, 1e-3, 0.5].map((a) => confidenceLower(60, 100, a));
    expect(inAlpha.every((p, i) => i === 0 || p > inAlpha[i - 1]!)).toBe(true);
  });

  it('keep what is known where the votes do not prove more', () => {
    const lower = confidenceLower(90, 100, 0.001);
    expect(confidenceLower(90, 100, 0.001, 0.99)).toBe(0.99);
    expect(confidenceLower(90, 100, 0.001, nextUp(lower + 1e-12))).toBe(nextUp(lower + 1e-12));
    expect(confidenceLower(90, 100, 0.001, 0.5)).toBeCloseTo(lower, 13);
    const upper = confidenceUpper(90, 100, 0.001);
    expect(confidenceUpper(90, 100, 0.001, 0.3)).toBe(0.3);
    expect(confidenceUpper(90, 100, 0.001, nextDown(1))).toBeCloseTo(upper, 13);
  });

  it.each([
    [-1, 10, 0.1],
    [11, 10, 0.1],
    [1.5, 10, 0.1],
    [1, 2e9, 0.1],
    [1, 10, 0],
    [1, 10, 1e-300],
    [1, 10, 0.6],
    [1, 10, NaN],
  ])('refuse %d of %d at α = %d', (k, n, a) => {
    expect(() => confidenceLower(k, n, a)).toThrow(RangeError);
    expect(() => confidenceUpper(k, n, a)).toThrow(RangeError);
  });
});

describe('narrow', () => {
  it('never widens, and does not depend on the moments that taught nothing', () => {
    const next = numbers(0.3);
    let known = UNKNOWN;
    let k = 0;
    const single: number[] = [];
    for (let n = 1; n <= 400; n++) {
      if (next() < 0.7) k++;
      const narrower = narrow(known, k, n, 0.05);
      expect(narrower.lower).toBeGreaterThanOrEqual(known.lower);
      expect(narrower.upper).toBeLessThanOrEqual(known.upper);
      single.push(confidenceLower(k, n, 0.05));
      expect(Math.abs(narrower.lower - Math.max(...single))).toBeLessThan(1e-13);
      known = narrower;
    }
    expect(known.lower).toBeGreaterThan(0.6);
    expect(known.upper).toBeLessThan(0.8);
  });

  it('says by crossed bounds that votes contradict what was known', () => {
    const known = narrow(UNKNOWN, 100, 100, 0.001);
    const { lower, upper } = narrow(known, 100, 10_000, 0.001);
    expect(lower).toBe(known.lower);
    expect(upper).toBeLessThan(lower);
  });
});
