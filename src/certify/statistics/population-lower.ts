import { clopperPearsonLower } from './clopper-pearson.ts';
import { addDown, addUp, nextDown } from './rounding.ts';

/**
 * A lower bound of the share θ of a population of which a claim is true, when k of n samples drawn from it had a
 * certificate of the claim, each of which is false with probability at most α: above θ with probability at most δ.
 *
 * Proof: 1. Samples are independent draws, and so is their noise; the indicators C_i of "certified" are then independent
 * with one probability π, and k ~ Bin(n, π).
 * 2. Where the claim is true C_i has probability at most 1; where it is false, at most α, for the certificate is false:
 * π ≤ θ + (1 − θ)α, so θ ≥ (π − α)/(1 − α), which increases in π.
 * 3. Clopper-Pearson's bound of π from k is above π with probability at most δ.
 * Both chances, of inputs and of noise, are in the one binomial law of k: none of δ is spent on false certificates, as it
 * is when their joint allowance is subtracted first, and the answer is larger.
 *
 * A count that is too small (of a job that runs) gives a bound that is too small, for it increases in k. One radius
 * at a time, chosen beforehand: the bounds of several are not all true at once with probability 1 − δ.
 *
 * Guarantee: rounded down at every step. Throws RangeError for an α outside [0, 1), and as `clopperPearsonLower`.
 * Reference: C. Clopper, E. Pearson, Biometrika 26, 1934; 2. is W. Rogan, B. Gladen, Am. J. Epidemiology 107, 1978.
 */
export function populationLower(k: number, n: number, alpha: number, delta: number): number {
  if (!(alpha >= 0 && alpha < 1)) throw new RangeError(`alpha = ${alpha} is not in [0, 1)`);
  const certified = clopperPearsonLower(k, n, delta);
  if (alpha === 0) return certified;
  const right = addDown(certified, -alpha);
  return right <= 0 ? 0 : nextDown(right / addUp(1, -alpha));
}
