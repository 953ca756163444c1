import { normalQuantileDown } from './normal-quantile.ts';
import { nextDown } from './rounding.ts';

/**
 * The L2 radius σ·Φ⁻¹(p), rounded down, in the units of σ: within it the class that Gaussian noise of
 * standard deviation σ chooses with probability at least p stays the most likely one.
 *
 * Guarantee: never above the true value. The quantile is rounded down and so is the product. Requires p > ½
 * and σ > 0; answers 0 where no positive radius is proved.
 * Reference: J. Cohen, E. Rosenfeld, Z. Kolter, Certified Adversarial Robustness via Randomized Smoothing,
 * 2019, theorem 1.
 */
export function gaussianRadius(p: number, sigma: number): number {
  if (!(p > 0.5)) return 0;
  return Math.max(0, nextDown(sigma * normalQuantileDown(p)));
}
