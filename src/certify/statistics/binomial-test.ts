import { binomialTail } from './binomial-tail.ts';
import { nextUp } from './rounding.ts';

/**
 * The exact two-sided binomial test of "both are equally likely" after `a` votes for one and `b` for the
 * other: the p-value, rounded up. Symmetric in a and b; 1 when they are equal.
 *
 * Algebra: min(1, 2·P(Bin(a+b, ½) ≥ max(a, b))), which is exact because the distribution is symmetric.
 * Guarantee: never below the true p-value (`binomialTail` bounds its error; Math.exp errs by one unit in the
 * last place).
 *
 * Throws RangeError unless a, b ≥ 0 are whole and a + b ≤ 10^8.
 */
export function binomialTest(a: number, b: number): number {
  const n = a + b;
  if (!Number.isInteger(a) || !Number.isInteger(b) || a < 0 || b < 0 || n > 1e8) {
    throw new RangeError(`no counts: ${a} and ${b}`);
  }
  if (a === b) return 1;
  const tail = binomialTail(Math.max(a, b), n, 0.5);
  return Math.min(1, nextUp(nextUp(2 * nextUp(Math.exp(nextUp(tail.log + tail.error))))));
}
