import { dyadic, quotient } from './dyadic.ts';
import { DISTRIBUTION_BITS, DISTRIBUTION_ERROR, normalDistribution } from './normal-distribution.ts';
import { nextDown, nextUp } from './rounding.ts';

const HALF_LOG_TAU = 0.9189385332046728;

/**
 * Φ⁻¹(p), the standard normal quantile, within a few units in the last place for every double p in (0, 1); ∓∞
 * at 0, 1.
 *
 * Algebra: with q = min(p, 1−p) the root z ≥ 0 of 1 − Φ(z) = q, by Newton's method. Where q > ¼ the equation
 * is Φ(z) − ½ = ½ − q, whose left side is φ(z) Σ z^(2n+1)/(2n+1)!!; else ln φ(z) − ln c(z) = ln q with
 * Laplace's continued fraction c(z) = φ(z)/(1−Φ(z)) = z + 1/(z + 2/(z + …)). Neither subtracts anything, so
 * that nothing cancels near ½ or 0.
 *
 * Throws RangeError outside [0, 1]. Reference: Abramowitz and Stegun 26.2.11 and 26.2.14.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p = ${p} is not in [0, 1]`);
  const q = p > 0.5 ? 1 - p : p;
  if (q === 0) return p === 0 ? -Infinity : Infinity;
  const z = q > 0.25 ? centralQuantile(p > 0.5 ? p - 0.5 : 0.5 - p) : tailQuantile(q);
  return p > 0.5 ? z : -z;
}

/**
 * A lower bound of Φ⁻¹(p), within a unit in the last place or so.
 *
 * Guarantee: the answer z satisfies Φ(z) ≤ p, proved in integers by `normalDistribution` and its error bound.
 * Below p = 2^−120, where that bound is too coarse, −∞ is answered.
 */
export function normalQuantileDown(p: number): number {
  if (p < 2 ** -120) return -Infinity;
  if (p === 0.5) return 0;
  if (p === 1) return normalQuantileDown(nextDown(1));
  let z = normalQuantile(p);
  while (isBelow(nextUp(z), p)) z = nextUp(z);
  while (!isBelow(z, p)) z = nextDown(z);
  return z;
}

/**
 * An upper bound of Φ⁻¹(p), as close: the answer z satisfies Φ(z) ≥ p. Below p = 2^−120 it answers what it answers there, as
 * Φ⁻¹ increases; ∞ at 1.
 */
export function normalQuantileUp(p: number): number {
  if (p < 2 ** -120) return normalQuantileUp(2 ** -120);
  if (p === 0.5) return 0;
  if (p === 1) return Infinity;
  let z = normalQuantile(p);
  while (isAbove(nextDown(z), p)) z = nextDown(z);
  while (!isAbove(z, p)) z = nextUp(z);
  return z;
}

/** Whether Φ(z) ≤ p is proved. */
const isBelow = (z: number, p: number): boolean =>
  normalDistribution(quotient(z, 1)) + DISTRIBUTION_ERROR <= fixed(p);

/** Whether Φ(z) ≥ p is proved. */
const isAbove = (z: number, p: number): boolean =>
  normalDistribution(quotient(z, 1)) - DISTRIBUTION_ERROR >= fixed(p);

/** p as a whole number of the fixed point's units, exactly: p ≥ 2^−120 has at most 53 bits. */
function fixed(p: number): bigint {
  const { mantissa, exponent } = dyadic(p);
  return mantissa << (DISTRIBUTION_BITS + BigInt(exponent));
}

/** The z ≥ 0 with Φ(z) − ½ = area, area < ¼. */
function centralQuantile(area: number): number {
  let z = 2 * area;
  for (let round = 0; round < 8; round++) {
    const density = Math.exp(-0.5 * z * z - HALF_LOG_TAU);
    let term = z;
    let sum = z;
    for (let n = 3; term > 2 ** -60 * sum; n += 2) sum += term *= (z * z) / n;
    z -= sum - area / density;
  }
  return z;
}

/**
 * The z > 0.67 with 1 − Φ(z) = q ≤ ¼. Newton from the right in ln q, in which the equation is nearly a
 * parabola.
 */
function tailQuantile(q: number): number {
  const target = Math.log(q);
  let z = Math.sqrt(-2 * target);
  for (let round = 0; round < 8; round++) {
    const hazard = laplace(z);
    z += (-0.5 * z * z - HALF_LOG_TAU - Math.log(hazard) - target) / hazard;
  }
  return z;
}

/**
 * φ(z)/(1 − Φ(z)) for z > 0.6, by the continued fraction from its far end; its terms needed fall like 1/z².
 */
function laplace(z: number): number {
  let tail = z;
  for (let n = Math.ceil(20 + 400 / (z * z)); n >= 1; n--) tail = z + n / tail;
  return tail;
}
