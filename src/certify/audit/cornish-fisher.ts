import type { Chance } from './tail.ts';

/**
 * The real k at which P(X ≥ k) = α for X ~ Bin(n, p), for α = P(Z > c), by an expansion in the standard deviation:
 * good to a few 10^−4 where `isReliable`, and a start elsewhere.
 *
 * Algebra: X is a smooth variable Y rounded to whole numbers, P(X ≥ k) = P(Y ≥ k − ½), whose cumulants are Sheppard's:
 * npq − 1/12, npq(q−p), npq(1−6pq) + 1/120. Cornish and Fisher's expansion of its quantile to the second order.
 */
export function cornishFisher(n: number, { p, q }: Chance, c: number): number {
  const variance = n * p * q;
  const spread = variance - 1 / 12;
  const deviation = Math.sqrt(spread);
  const skewness = (variance * (q - p)) / (spread * deviation);
  const kurtosis = (variance * (1 - 6 * p * q) + 1 / 120) / (spread * spread);
  const first = (skewness * (c * c - 1)) / 6;
  const second = (kurtosis * (c * c - 3) * c) / 24 - (skewness * skewness * (2 * c * c - 5) * c) / 36;
  return n * p + deviation * (c + first + second) + 0.5;
}

/** What is left out falls with the variance, and grows like c⁴. */
export const isReliable = (n: number, { p, q }: Chance, c: number): boolean =>
  n * p * q >= 1e4 && Math.abs(c) <= 6;
