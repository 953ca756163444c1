import { quotient } from './dyadic.ts';
import { DISTRIBUTION_BITS, DISTRIBUTION_ERROR, normalDistribution } from './normal-distribution.ts';
import { addDown, addUp, nextDown, nextUp } from './rounding.ts';

/**
 * A probability that votes are held against, enclosed: to be above it means to be above `high`, to be below it
 * means to be below `low`.
 */
export interface Threshold {
  readonly low: number;
  readonly high: number;
}

/** What moves the probability that a radius asks for. */
export interface Margins {
  /** What the noise's inexactness moves a probability by, at most. */
  readonly allowance?: number;
  /** How far the sample is from its point of the grid, at most; in the units of the radius. */
  readonly distance?: number;
}

/**
 * The probability that certifies an L2 radius r ≥ 0 under Gaussian noise of standard deviation σ:
 * p₀ = Φ((r + distance)/σ), as `gaussianRadius` is its inverse.
 *
 * Guarantee: true p₀ + allowance ≤ high and low ≤ p₀ − allowance. Φ is computed in integers with its proved
 * error; every step is rounded outward. `high` is 1 where no votes can be enough.
 */
export function gaussianThreshold(
  radius: number,
  sigma: number,
  { allowance = 0, distance = 0 }: Margins = {},
): Threshold {
  const near = enclose(normalDistribution(quotient(addDown(radius, distance), sigma)));
  const far = enclose(normalDistribution(quotient(addUp(radius, distance), sigma)));
  return { low: Math.max(0, addDown(near.low, -allowance)), high: Math.min(1, addUp(far.high, allowance)) };
}

/** Doubles around a value of Φ; its nearest double errs by half a unit in the last place. */
function enclose(value: bigint): Threshold {
  const scale = 2 ** -Number(DISTRIBUTION_BITS);
  const low = nextDown(Number(value - DISTRIBUTION_ERROR) * scale);
  const high = nextUp(Number(value + DISTRIBUTION_ERROR) * scale);
  return { low: Math.max(0, low), high: Math.min(1, high) };
}

/** A probability that is known to its last digit. */
export const exactly = (p: number): Threshold => ({ low: p, high: p });
