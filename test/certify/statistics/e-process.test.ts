import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eProcess, eValueDown, isRefuted } from '../../../src/certify/statistics/e-process.ts';
import golden from '../../golden/e-process.json' with { type: 'json' };

const rows = golden.logarithms as [k: number, n: number, p: number, below: number, above: number][];

describe('eProcess', () => {
  it('encloses the true logarithm', () => {
    const wrong = rows.filter(([k, n, p, below, above]) => {
      const { log, error } = eProcess(k, n, p);
      return !(log - error <= below && log + error >= above);
    });
    expect(rows.length).toBeGreaterThan(700);
    expect(wrong).toEqual([]);
  });

  it('states an error of a few digits', () => {
    const loose = rows.filter(([k, n, p]) => {
      const { log, error } = eProcess(k, n, p);
      // Terms of size n cancel where hardly anything is evidence.
      return !(error <= 1e-14 * (10 + Math.abs(log)) + 1e-15 * n * Math.min(p, 1 - p));
    });
    expect(loose).toEqual([]);
  });

  it('has the mean 1 under its own p, whatever n', () => {
    for (const p of [0.03, 0.5, 0.8]) {
      for (const n of [1, 5, 40]) {
        let mean = 0;
        let choose = 1;
        for (let k = 0; k <= n; k++) {
          mean += choose * p ** k * (1 - p) ** (n - k) * Math.exp(eProcess(k, n, p).log);
          choose *= (n - k) / (k + 1);
        }
        expect(mean).toBeCloseTo(1, 12);
      }
    }
  });

  it('is the mean of its two successors: a martingale', () => {
    const value = (k: number, n: number, p: number) => Math.exp(eProcess(k, n, p).log);
    for (const [k, n, p] of [
      [0, 0, 0.3],
      [0, 9, 0.1],
      [5, 9, 0.7],
      [60, 60, 0.9],
    ] as const) {
      const next = p * value(k + 1, n + 1, p) + (1 - p) * value(k, n + 1, p);
      expect(next / value(k, n, p)).toBeCloseTo(1, 12);
    }
  });

  it('falls in k below np, grows above, and is least at p = k/n', () => {
    const count = fc
      .integer({ min: 1, max: 2000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.constant(n)));
    fc.assert(
      fc.property(count, fc.double({ min: 0.01, max: 0.98, noNaN: true }), ([k, n], p) => {
        const log = (votes: number, q: number) => eProcess(votes, n, q).log;
        if (Math.abs(k + 0.5 - n * p) > 0.01) expect(log(k + 1, p) > log(k, p)).toBe(k + 0.5 > n * p);
        if (Math.abs(k / n - p) > 0.002) expect(log(k, p + (k / n - p) / 2)).toBeLessThan(log(k, p));
      }),
    );
  });

  it.each([
    [-1, 3, 0.5],
    [4, 3, 0.5],
    [0.5, 3, 0.5],
    [1, 1e9 + 1, 0.5],
    [1, 3, 0],
    [1, 3, 1],
    [1, 3, 1e-301],
    [1, 3, NaN],
    [NaN, 3, 0.5],
  ])('refuses %d of %d at p = %d', (k, n, p) => {
    expect(() => eProcess(k, n, p)).toThrow(RangeError);
  });
});

describe('isRefuted', () => {
  it('is never said where E is less than 1/α, and said where it is more by anything to speak of', () => {
    for (const [k, n, p, below] of rows) {
      // α in (0, ½] such that 1/α is next to E.
      if (!(below > 1 && below < 600)) continue;
      expect(isRefuted(k, n, Math.exp(-below) * (1 - 1e-12 * below), p)).toBe(false);
      const error = eProcess(k, n, p).error;
      expect(isRefuted(k, n, Math.exp(-below) * (1 + 2 * error + 1e-12), p)).toBe(true);
    }
  });

  it('knows exact evidence: 11 votes against one half have E = C(22, 11) / 2^11 = 344.44…', () => {
    expect(isRefuted(11, 11, 1 / 344.44, 0.5)).toBe(true);
    expect(isRefuted(11, 11, 1 / 344.45, 0.5)).toBe(false);
    expect(eValueDown(11, 11, 0.5)).toBeLessThanOrEqual(705_432 / 2048);
    expect(eValueDown(11, 11, 0.5)).toBeCloseTo(705_432 / 2048, 10);
  });
});

describe('eValueDown', () => {
  it('is never above the true value and stays a number', () => {
    for (const [k, n, p, below] of rows) {
      const value = eValueDown(k, n, p);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(Number.MAX_VALUE);
      if (Math.abs(below) < 700)
        expect(Math.log(value)).toBeLessThanOrEqual(below + 1e-13 * Math.abs(below) + 1e-15);
    }
    expect(eValueDown(1e6, 1e6, 0.5)).toBeGreaterThan(1e308);
    expect(eValueDown(5e5, 1e6, 1e-9)).toBeLessThan(Infinity);
    expect(eValueDown(1, 1e6, 0.5)).toBeGreaterThan(1e308);
    expect(eValueDown(1e6, 2e6, 0.5)).toBeLessThan(0.001);
  });
});
