import { addDown, nextDown, nextUp } from '../rounding.ts';
import type { Lead } from './lead.ts';

/**
 * The L1 radius b/2·(F⁻¹(lower) − F⁻¹(rival)) of Laplace noise, rounded down, with F the distribution function at b = 1: F⁻¹(p)
 * = −ln(2(1−p)) for p ≥ ½, ln(2p) below. It is −b·ln(2(1−lower)) where the rival has the rest.
 *
 * Proof: moving one coordinate by t, the likelihood ratio is monotone in that coordinate, so by Neyman and Pearson an
 * event of probability p keeps at least F(F⁻¹(p) − t/b) and gains at most F(F⁻¹(p) + t/b). Moving coordinate after
 * coordinate, the arguments add up to ‖δ‖₁/b. Half-lines in one coordinate attain both, so nothing larger is true.
 * Guarantee: never above the true value; 0 where lower ≤ rival. The logarithm is within one unit in the last place. A lower bound
 * of 1 is taken for the double before it, a rival of less than 2^−1000 for that.
 * Reference: J. Teng, G. Lee, Y. Yuan 2020, whose max(b/2·ln(lower/rival), −b·ln(1 − lower + rival)) this is not below: for
 * lower ≥ ½ ≥ rival by the inequality of the means, 4(1−lower)·rival ≤ (1 − lower + rival)².
 */
export function laplaceRadius({ lower, rival }: Lead, b: number): number {
  if (!(lower > rival)) return 0;
  const apart = addDown(quantileDown(Math.min(lower, nextDown(1))), -quantileUp(Math.max(rival, 2 ** -1000)));
  return Math.max(0, nextDown((b / 2) * apart));
}

/** F⁻¹(p), rounded down: 1 − p is exact for p ≥ ½, and so is a doubling. */
const quantileDown = (p: number): number => (p < 0.5 ? logDown(2 * p) : -logUp(2 * (1 - p)));

/** F⁻¹(p) = −F⁻¹(1 − p), rounded up. */
const quantileUp = (p: number): number => (p < 0.5 ? logUp(2 * p) : -logDown(2 * addDown(1, -p)));

/** ln x within two neighbours; exact at 1. */
const logUp = (x: number): number => (x === 1 ? 0 : nextUp(nextUp(Math.log(x))));
const logDown = (x: number): number => (x === 1 ? 0 : nextDown(nextDown(Math.log(x))));

/** −b·ln(2(1 − p)), rounded up: no radius of a class of probability p at most, alone, is above. 0 for p ≤ ½, ∞ for 1. */
export const laplaceRadiusUp = (p: number, b: number): number =>
  p > 0.5 ? nextUp(b * -logDown(2 * addDown(1, -p))) : 0;
