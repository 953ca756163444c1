import { binomialTail } from '../statistics/binomial-tail.ts';
import { addDown, addUp, nextDown, nextUp } from '../statistics/rounding.ts';

/**
 * The exact one-sided sign test (McNemar's, on pairs that disagree): after `more` pairs that speak for one side and `fewer` that
 * speak for the other, the p-value of "the one side is not the more likely", rounded up.
 *
 * Algebra: pairs are independent, a pair speaks for the one side with probability π₁ and for the other with π₂. Given that m pairs
 * speak at all, those for the one side are Bin(m, π₁/(π₁ + π₂)), and the tail of that law is largest at ½ where π₁ ≤ π₂:
 * p = P(Bin(more + fewer, ½) ≥ more). Ties say nothing and are left out. Above the middle the tail itself is computed, below it
 * 1 minus the one of the other end.
 * Guarantee: never below the true p-value. `binomialTail` bounds its error; Math.exp errs by one unit in the last place.
 *
 * Throws RangeError unless both are whole, not negative, and at most 10^8 together.
 * Reference: Q. McNemar, Psychometrika 12, 1947.
 */
export function signTest(more: number, fewer: number): number {
  const n = more + fewer;
  if (!Number.isInteger(more) || !Number.isInteger(fewer) || more < 0 || fewer < 0 || n > 1e8) {
    throw new RangeError(`no counts: ${more} and ${fewer}`);
  }
  if (more === 0) return 1;
  if (2 * more > n) return Math.min(1, tailUp(more, n));
  return Math.min(1, addUp(1, -tailDown(n - more + 1, n)));
}

/** P(Bin(n, ½) ≥ k) for k > n/2, from above and from below. */
function tailUp(k: number, n: number): number {
  const { log, error } = binomialTail(k, n, 0.5);
  return nextUp(nextUp(Math.exp(addUp(log, error))));
}

function tailDown(k: number, n: number): number {
  const { log, error } = binomialTail(k, n, 0.5);
  return Math.max(0, nextDown(nextDown(Math.exp(addDown(log, -error)))));
}
