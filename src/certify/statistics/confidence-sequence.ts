import { assertCount, isRefuted } from './e-process.ts';
import { nextDown } from './rounding.ts';

/** Bounds of a probability that hold together; `lower` > `upper` says that one of them is false. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** What is known before the first draw. */
export const UNKNOWN: Bounds = { lower: 0, upper: 1 };

/**
 * Bounds after k votes in n draws, narrowed to what is already known: the running maximum of the lower and
 * minimum of the upper ones. They can be looked at after every draw, continued, and stopped at will.
 *
 * Guarantee: with probability 1 − α over the draws the true p is within all bounds of all n at once, as p
 * outside any of them means E_n(p) ≥ 1/α at that n (`eProcess`). That one event covers both sides: α is not
 * split. The bounds of one side alone hold with the same α, not with α/2.
 */
export function narrow(known: Bounds, k: number, n: number, alpha: number): Bounds {
  return {
    lower: confidenceLower(k, n, alpha, known.lower),
    upper: confidenceUpper(k, n, alpha, known.upper),
  };
}

/**
 * L = min{p : E_n(p) < 1/α}, rounded down, or `known` where that is larger.
 *
 * Guarantee: E ≥ 1/α is proved for the very answer, on the side p ≤ k/n where E falls in p (pn < k, rounded to
 * nearest, is never said wrongly); how it was found does not matter. It is below the root by the error of ln E
 * over its slope: relatively by 10^−13 where α is usual, by 10^−10 at its least.
 *
 * Throws RangeError unless 10^−280 ≤ α ≤ ½ and 0 ≤ k ≤ n ≤ 10^9, whole.
 */
export function confidenceLower(k: number, n: number, alpha: number, known = 0): number {
  assertArguments(k, n, alpha);
  if (k === 0) return known;
  const isBelow = (p: number): boolean => p * n < k && isRefuted(k, n, alpha, p);
  // w(j) ≥ 1/(2√j) and C(n,k) ≤ n^k, so that E(p) ≥ 1/α already at p = α/(4n²), with room to spare.
  return outermost(isBelow, Math.max(known, alpha / (4 * n * n)), k / n) ?? known;
}

/**
 * U = max{p : E_n(p) < 1/α}, rounded up, or `known` where that is less: the same for the draws without the
 * vote.
 */
export function confidenceUpper(k: number, n: number, alpha: number, known = 1): number {
  assertArguments(k, n, alpha);
  if (k === n) return known;
  const isAbove = (p: number): boolean => p * n > k && isRefuted(k, n, alpha, p);
  return outermost(isAbove, Math.min(known, nextDown(1)), k / n) ?? known;
}

/**
 * The last number from `from` towards `to` for which a claim is proved, by bisection; null where it is not even
 * for `from`.
 */
function outermost(isProved: (p: number) => boolean, from: number, to: number): number | null {
  if (!isProved(from)) return null;
  for (let proved = from, open = to; ;) {
    const middle = proved + (open - proved) / 2;
    if (middle === proved || middle === open) return proved;
    if (isProved(middle)) proved = middle;
    else open = middle;
  }
}

function assertArguments(k: number, n: number, alpha: number): void {
  assertCount(k, n);
  if (!(alpha >= 1e-280 && alpha <= 0.5)) throw new RangeError(`alpha = ${alpha} is not in [1e-280, 1/2]`);
}
