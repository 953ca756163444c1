import { describe, expect, it } from 'vitest';
import { binomialTail } from '../../../src/certify/statistics/binomial-tail.ts';

/** P(Bin(n, a/2^s) ≥ k) · 2^(ns), in integers. */
function exactTail(k: number, n: number, a: bigint, s: bigint): bigint {
  const b = (1n << s) - a;
  let total = 0n;
  let choose = 1n;
  for (let i = 0; i <= n; i++) {
    if (i >= k) total += choose * a ** BigInt(i) * b ** BigInt(n - i);
    choose = (choose * BigInt(n - i)) / BigInt(i + 1);
  }
  return total;
}

/** ln(x / 2^shift) to about 2^−52, relatively to itself where it is not small. */
function logOf(x: bigint, shift: number): number {
  const length = x.toString(2).length;
  const top = Number(x >> BigInt(Math.max(0, length - 60)));
  return Math.log(top) + (Math.max(0, length - 60) - shift) * Math.LN2;
}

describe('binomialTail', () => {
  const cases = [
    [1, 1, 3n, 4n],
    [1, 2, 1n, 4n],
    [2, 2, 15n, 4n],
    [7, 10, 5n, 4n],
    [60, 100, 8n, 4n],
    [99, 100, 15n, 4n],
    [150, 300, 100n, 8n],
    [290, 300, 200n, 8n],
    [3, 300, 1n, 10n],
  ] as const;

  it.each(cases)('knows ln P(X ≥ %i) for n = %i within its own error', (k, n, a, s) => {
    const p = Number(a) / 2 ** Number(s);
    const { log, error } = binomialTail(k, n, p);
    const expected = logOf(exactTail(k, n, a, s), n * Number(s));
    // The reference value itself adds ln 2 a few hundred times.
    const reference = 2 ** -52 * (n * Number(s) + 60);
    expect(Math.abs(log - expected)).toBeLessThanOrEqual(error + reference);
    expect(error).toBeLessThan(1e-12);
  });

  it('takes the complement where that is the exact one', () => {
    const { log } = binomialTail(10_000, 10_000, 1 - 1e-20, 1e-20);
    expect(log).toBeCloseTo(-1e-16, 30);
  });

  it('has the slope that a difference quotient shows', () => {
    const p = 0.55;
    const h = 1e-6;
    const up = binomialTail(700, 1000, p * Math.exp(h)).log;
    const down = binomialTail(700, 1000, p * Math.exp(-h)).log;
    expect((up - down) / (2 * h)).toBeCloseTo(binomialTail(700, 1000, p).slope, 3);
  });
});
