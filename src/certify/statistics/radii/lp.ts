import { nextDown, nextUp, UNIT_ROUNDOFF } from '../rounding.ts';

/**
 * The Lp radius that an L2 radius contains in d dimensions, 1 ≤ p ≤ ∞, rounded down: radius·d^(1/p − ½) for p ≥ 2, the radius
 * itself for p ≤ 2.
 *
 * Proof: for p ≥ 2 Hölder's inequality on Σ δ²·1 gives ‖δ‖₂ ≤ d^(½ − 1/p)·‖δ‖_p, with equality where all |δ_j| are equal; for p ≤ 2
 * ‖δ‖₂ ≤ ‖δ‖_p, with equality where a single δ_j is not 0. So it is the largest Lp ball in the L2 ball.
 * Guarantee: never above the true value. The exponent e·ln d, e = ½ − 1/p, is off by at most 2^−53·ln d for e, and 3·2^−53·e·ln d
 * for the logarithm and the product: 91·2^−53 for d ≤ 2^52. The exponential adds 2·2^−53; 128·2^−53 are taken off.
 *
 * Throws RangeError for p < 1 and for d that is not a whole number from 1 to 2^52.
 * Reference: Hölder's inequality; for L∞ H. Salman et al. 2019 (1906.04584).
 */
export function lpRadius(radius: number, p: number, dimensions: number): number {
  const factor = factorOf(p, dimensions);
  return factor === 1 ? radius : Math.max(0, nextDown(radius * (factor * (1 - 128 * UNIT_ROUNDOFF))));
}

/** The same, rounded up; 0 for 0. */
export function lpRadiusUp(radius: number, p: number, dimensions: number): number {
  const factor = factorOf(p, dimensions);
  return factor === 1 || radius === 0 ? radius : nextUp(radius * (factor * (1 + 128 * UNIT_ROUNDOFF)));
}

function factorOf(p: number, dimensions: number): number {
  if (!(p >= 1)) throw new RangeError(`p = ${p} is no norm's; it is at least 1`);
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > 2 ** 52)
    throw new RangeError(`${dimensions} is no number of dimensions`);
  return p <= 2 || dimensions === 1 ? 1 : Math.exp((1 / p - 0.5) * Math.log(dimensions));
}
