import { normalQuantileDown, normalQuantileUp } from '../normal-quantile.ts';
import { addDown, nextDown, nextUp } from '../rounding.ts';
import type { Lead } from './lead.ts';

/**
 * The L2 radius σ/2·(Φ⁻¹(lower) − Φ⁻¹(rival)) of Gaussian noise, rounded down, in the units of σ. `lower` may be below ½.
 *
 * Proof: the likelihood ratio of N(x', σ²I) to N(x, σ²I) grows along x' − x alone, so by Neyman and Pearson no event of
 * probability p at x keeps less at x' than the half-space that it fills first: Φ(Φ⁻¹(p) − ‖x'−x‖/σ), and none gains more
 * than to Φ(Φ⁻¹(p) + ‖x'−x‖/σ). The two meet at the radius, and half-spaces attain them.
 * Guarantee: never above the true value, and 0 where lower ≤ rival. The quantiles are rounded outward; a lower bound of 1 is
 * taken for the double before it, a rival of less than 2^−120 for that.
 * Reference: J. Cohen, E. Rosenfeld, Z. Kolter 2019 (1902.02918), theorem 1.
 */
export function gaussianLeadRadius({ lower, rival }: Lead, sigma: number): number {
  if (!(lower > rival)) return 0;
  const apart = addDown(normalQuantileDown(lower), -normalQuantileUp(rival));
  return Math.max(0, nextDown((sigma / 2) * apart));
}

/** σΦ⁻¹(p) rounded up, by Φ⁻¹(p) = −Φ⁻¹(1 − p): no radius of a class of probability p at most, alone, is above. 0 for p ≤ ½. */
export const gaussianRadiusUp = (p: number, sigma: number): number =>
  p > 0.5 ? nextUp(-sigma * normalQuantileDown(addDown(1, -p))) : 0;
