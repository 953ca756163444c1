import { binomialTail } from './binomial-tail.ts';
import { leastCount } from './least-count.ts';
import { UNIT_ROUNDOFF } from './rounding.ts';

/**
 * How many of n statements may be false, each of which is false with probability at most α: with probability 1 − δ
 * no more than this number q.
 *
 * Proof: 1. Statement i is a function of sample i and its own noise, and streams of different samples share no bits, those
 * of equal samples neither; so, with a keystream taken for random, the events F_i = "something ever stated of sample i,
 * at whatever radius, is false" are independent, with P(F_i) ≤ α.
 * 2. With independent uniform U_i, the sum of 1[U_i ≤ P(F_i)] is distributed as the number of false ones, and is at
 * most the sum of 1[U_i ≤ α] ~ Bin(n, α): P(more than q) ≤ P(Bin(n, α) ≥ q + 1) ≤ δ.
 * 3. F_i knows neither a radius nor which statements are looked at, so the one event "at most q" covers all radii and
 * all selections of statements at once, however chosen. That needs n to be all that were planned, not those there are:
 * which are done early depends on their noise.
 *
 * Algebra: the least q with P(Bin(n, α) ≥ q + 1) ≤ δ, which is the quantile of 1 − δ; by bisection above nα, where
 * `binomialTail` knows the tail: as δ < ½ and the median is not below ⌊nα⌋, the answer lies there.
 * Guarantee: never too small. q + 1 satisfies ln P + error ≤ ln δ with the error that is proved for it.
 *
 * Throws RangeError unless n is whole, 0 ≤ n ≤ 10^8, 0 ≤ α < 1, 0 < δ < ½. About 10·√n·log₂ n steps.
 */
export function jointAllowance(n: number, alpha: number, delta: number): number {
  if (!Number.isInteger(n) || n < 0 || n > 1e8) throw new RangeError(`no number of statements: ${n}`);
  if (!(alpha >= 0 && alpha < 1)) throw new RangeError(`alpha = ${alpha} is not in [0, 1)`);
  if (!(delta > 0 && delta < 0.5)) throw new RangeError(`delta = ${delta} is not in (0, 1/2)`);
  if (alpha === 0) return 0;
  const below = Math.floor(n * alpha);
  const risk = Math.log(delta) * (1 + 4 * UNIT_ROUNDOFF);
  const isRare = (count: number) => {
    const { log, error } = binomialTail(count, n, alpha);
    return log + error <= risk;
  };
  const above = leastCount(n - below, (step) => isRare(below + step));
  return above === null ? n : below + above - 1;
}
