import { expect, it } from 'vitest';
import { cornishFisher, isReliable } from '../../../src/certify/audit/cornish-fisher.ts';
import { binomialTail } from '../../../src/certify/statistics/binomial-tail.ts';
import { normalQuantile } from '../../../src/certify/statistics/normal-quantile.ts';

/** At variances from 10^4 on, counts up to six deviations above the mean, and the c of their own tails. */
const CASES = [1e4, 1e5].flatMap((variance) =>
  [0.5, 0.1, 0.01].flatMap((q) => {
    const n = Math.ceil(variance / (q * (1 - q)));
    return [0.1, 1, 2, 3, 4, 5, 5.9].map((d) => {
      const k = Math.ceil(n * (1 - q) + d * Math.sqrt(variance));
      return { n, q, k, c: -normalQuantile(Math.exp(binomialTail(k, n, 1 - q, q).log)) };
    });
  }),
);

it('finds the count of a tail to half a thousandth where it is reliable', () => {
  expect(CASES.every(({ n, q, c }) => isReliable(n, { p: 1 - q, q }, c))).toBe(true);
  const off = CASES.filter(({ n, q, k, c }) => !(Math.abs(cornishFisher(n, { p: 1 - q, q }, c) - k) < 5e-4));
  expect(off).toEqual([]);
});

it('does not call itself reliable near the end, nor far out', () => {
  expect(isReliable(1e8, { p: 1 - 1e-5, q: 1e-5 }, 3)).toBe(false);
  expect(isReliable(1e8, { p: 0.5, q: 0.5 }, 21)).toBe(false);
});
