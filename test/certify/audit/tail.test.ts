import { expect, it } from 'vitest';
import { fastTail } from '../../../src/certify/audit/tail.ts';
import { binomialTail } from '../../../src/certify/statistics/binomial-tail.ts';

/** Counts at the mean, some deviations above it, and at the very end. */
const CASES = [3, 40, 1000, 100_000, 10_000_000].flatMap((n) =>
  [0.5, 0.9, 0.999].flatMap((p) => {
    const [mean, deviation] = [Math.ceil(n * p), Math.sqrt(n * p * (1 - p))];
    const counts = [0, 1, 3, 6].map((d) => Math.min(n, Math.max(1, Math.ceil(mean + d * deviation))));
    return [...new Set([...counts, n])].map((k) => ({ k, n, p }));
  }),
);

it('agrees with the tail that proves its own error', () => {
  const off = CASES.filter(({ k, n, p }) => {
    const { log, error } = binomialTail(k, n, p);
    return !(Math.abs(fastTail(k, n, { p, q: 1 - p }).log - log) <= error + 1e-11 * (1 + Math.abs(log)));
  });
  expect(CASES.length).toBeGreaterThan(40);
  expect(off).toEqual([]);
});

it('knows how fast the tail falls', () => {
  for (const { k, n, p } of CASES.filter(({ k, n }) => k < n)) {
    const { log, hazard } = fastTail(k, n, { p, q: 1 - p });
    const next = fastTail(k + 1, n, { p, q: 1 - p }).log;
    expect(Math.log1p(-hazard), `${k} of ${n} at ${p}`).toBeCloseTo(next - log, 7);
  }
});

it('has all the digits of a miss that is next to impossible', () => {
  const q = 1e-30;
  expect(fastTail(100, 100, { p: 1 - q, q }).log).toBe(-100 * q);
  expect(fastTail(99, 100, { p: 1, q: 0 }).log).toBe(0);
});
