import { describe, expect, it } from 'vitest';
import { deviance } from '../../../src/certify/statistics/deviance.ts';

/** D(x, m) = x·Σ_(j≥2) (−t)^j/j·… of t = (m − x)/x, in 200-bit integers: only for |t| < ½. */
function exact(x: number, m: number): number {
  const one = 1n << 200n;
  const t = (BigInt(m - x) * one) / BigInt(x);
  let power = -t;
  let sum = 0n;
  for (let j = 2n; j < 220n; j++) {
    power = (-power * t) >> 200n;
    sum += (j % 2n === 0n ? 1n : 1n) * (power / j);
  }
  return Number((BigInt(x) * sum) / (one >> 60n)) / 2 ** 60;
}

describe('deviance', () => {
  it.each([
    [1000, 1000],
    [1000, 1001],
    [1000, 999],
    [1000, 1200],
    [1000, 1230],
    [1000, 800],
    [1000, 700],
    [50_000, 50_001],
  ])('of %d counts where %d were expected is within its own bound', (x, m) => {
    const { value, error } = deviance(x, m, 0);
    expect(Math.abs(value - exact(x, m))).toBeLessThanOrEqual(error + 2 ** -55);
    expect(error).toBeLessThan(1e-9);
  });

  it('passes the error of the expectation on', () => {
    expect(deviance(1000, 1200, 1e-6).error - deviance(1000, 1200, 0).error).toBeCloseTo(2e-4, 12);
  });
});
