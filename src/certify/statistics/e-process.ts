import { deviance } from './deviance.ts';
import { nextDown, UNIT_ROUNDOFF as u } from './rounding.ts';
import { stirlingError } from './stirling-error.ts';

/** ln E with a bound on its absolute error. */
export interface EValue {
  readonly log: number;
  readonly error: number;
}

/** Draws beyond which counts are not taken. */
export const MOST_DRAWS = 1e9;
/** Smaller probabilities are not taken: quotients would leave the range of doubles. */
const LEAST_PROBABILITY = 1e-300;
const HALF_LOG_TWO = 0.34657359027997264;

/**
 * The evidence of k votes in n draws against "a draw is a vote with probability p", good at every n at once:
 * E = ∫ θ^k (1−θ)^(n−k) J(dθ) / (p^k q^(n−k)), with J the arcsine law Beta(½, ½) and q = 1 − p.
 *
 * Guarantee: under that p each likelihood ratio is a martingale of mean 1 from n = 0 on, and so is their mean
 * over θ; by Ville's inequality P(E ≥ 1/α for any n) ≤ α, however the moment to look is chosen.
 * Algebra: E = w(k)·w(m)/b(k) with m = n − k, w(j) = C(2j,j)/4^j and the binomial mass b(k); by Stirling
 * ln E = D(k, np) + D(m, nq) − ½ ln(πn/2) + c(k) + c(m) − δ(n), c(j) = δ(2j) − δ(j), c(0) = −½ ln 2.
 * Shape: ln E is convex in p and least at k/n. From k to k+1 votes E is multiplied by (k+½)q / ((m−½)p), so it
 * falls in k while k + ½ < np and grows from there.
 * Rounding: |ln E − log| ≤ error, by the rules of `binomialTail`.
 *
 * Throws RangeError unless 0 ≤ k ≤ n ≤ 10^9, whole, and 10^−300 ≤ p < 1.
 * Reference: J. Ville, 1939; H. Robbins, Annals of Mathematical Statistics 41, 1970 (mixtures).
 */
export function eProcess(k: number, n: number, p: number): EValue {
  assertCount(k, n);
  if (!(p >= LEAST_PROBABILITY && p < 1))
    throw new RangeError(`p = ${p} is not in [${LEAST_PROBABILITY}, 1)`);
  if (n === 0) return { log: 0, error: 0 };
  const m = n - k;
  const hits = cost(k, n * p);
  const misses = cost(m, n * (1 - p));
  const root = -0.5 * Math.log((Math.PI * n) / 2);
  const parts = [root, hits.value, misses.value, centralTerm(k), centralTerm(m), -stirlingError(n)];
  const magnitude = parts.reduce((sum, part) => sum + Math.abs(part), 0);
  const log = parts.reduce((sum, part) => sum + part, 0);
  // The root's argument errs by 2u, halved by the root; its logarithm by 2u, relatively; five δ by ¼u each.
  const own = u + 2 * u * Math.abs(root) + 2 * u;
  const error = own + hits.error + misses.error + parts.length * u * magnitude + u * Math.abs(log);
  return { log, error: 1.01 * error };
}

/** Whether E ≥ 1/α is proved: k of n votes refute p at level α. */
export function isRefuted(k: number, n: number, alpha: number, p: number): boolean {
  const { log, error } = eProcess(k, n, p);
  return nextDown(log - error) >= -Math.log(alpha) * (1 + 4 * u);
}

/** E, rounded down; the largest double where it is larger. */
export function eValueDown(k: number, n: number, p: number): number {
  const { log, error } = eProcess(k, n, p);
  const value = nextDown(nextDown(Math.exp(nextDown(log - error))));
  return Math.min(Math.max(value, 0), Number.MAX_VALUE);
}

/** Throws RangeError unless k, n are whole and 0 ≤ k ≤ n ≤ 10^9. */
export function assertCount(k: number, n: number): void {
  const whole = Number.isInteger(k) && Number.isInteger(n);
  if (!whole || k < 0 || k > n || n > MOST_DRAWS) throw new RangeError(`no count: ${k} of ${n}`);
}

/** D(x, mean), with the mean within 2u, relatively; D(0, mean) is the mean itself. */
function cost(x: number, mean: number): { value: number; error: number } {
  return x === 0 ? { value: mean, error: 2 * u * mean } : deviance(x, mean, 2 * u);
}

/** c(j): ln w(j) without its −½ ln(πj). */
function centralTerm(j: number): number {
  return j === 0 ? -HALF_LOG_TWO : stirlingError(2 * j) - stirlingError(j);
}
