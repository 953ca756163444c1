import type { Threshold } from './anytime-threshold.ts';
import { assertCount, isRefuted, MOST_DRAWS } from './e-process.ts';
import { leastCount } from './least-count.ts';

/** above: the probability is at least the threshold. below: it is at most the threshold. */
export type Decision = 'above' | 'below';

/**
 * What k votes in n draws decide about a probability and a threshold p₀; null where they do not yet. It can be
 * asked after every draw.
 *
 * Guarantee: with probability at least 1 − α over the draws no answer is ever false, of either kind and at any
 * n: α is not split and not halved. A false "above" at n has p < p₀ < k/n, and E_n falls in p up to k/n, so
 * that E_n(p) ≥ E_n(p₀) ≥ 1/α; a false "below" has k/n < p₀ < p and the same. Both lie in the one event that
 * E_n(p) ≥ 1/α for some n, which Ville's inequality bounds by α. Against an enclosed p₀ each side is tested at
 * its far end.
 *
 * Throws RangeError unless 0 ≤ k ≤ n ≤ 10^9, whole.
 */
export function decideAt(threshold: Threshold, k: number, n: number, alpha: number): Decision | null {
  if (isAbove(threshold, k, n, alpha)) return 'above';
  return isBelow(threshold, k, n, alpha) ? 'below' : null;
}

/**
 * How many more draws it takes at least, whatever they say, until k votes in n can be decided; Infinity beyond
 * 10^9 draws in all. So many can be drawn at once, and a run still ends at its very first decision. With many
 * classes k is the largest count.
 *
 * Algebra: E grows in the count above np₀, so "above" comes earliest by votes without exception, and then E
 * only grows, once it grows: its factor (k+½)/((n+1)p₀) does. Likewise "below" by no votes.
 */
export function drawsToDecision(threshold: Threshold, k: number, n: number, alpha: number): number {
  const most = MOST_DRAWS - n;
  const above = leastCount(most, (more) => isAbove(threshold, k + more, n + more, alpha));
  const below = leastCount(most, (more) => isBelow(threshold, k, n + more, alpha));
  return Math.min(above ?? Infinity, below ?? Infinity);
}

function isAbove({ high }: Threshold, k: number, n: number, alpha: number): boolean {
  assertCount(k, n);
  return high * n < k && (high === 0 || isRefuted(k, n, alpha, high));
}

function isBelow({ low }: Threshold, k: number, n: number, alpha: number): boolean {
  return low * n > k && (low === 1 || isRefuted(k, n, alpha, low));
}
