import { quotient } from './dyadic.ts';
import { DISTRIBUTION_BITS, normalDistribution } from './normal-distribution.ts';
import { nextUp } from './rounding.ts';

/** Marks a prefix of 16 bits that does not decide the step alone. */
export const UNDECIDED = 0xffff;
/** Steps either way that fit beside the mark in 16 bits. */
export const LARGEST_REACH = 32_767;

/** How uniform bits become steps on a grid: step = count of thresholds ≤ the bits, minus `reach`. */
export interface NoiseTable {
  /** Steps are in [−reach, reach]. */
  readonly reach: number;
  /** For every prefix of 16 bits: the count of thresholds, or UNDECIDED. */
  readonly decided: Uint16Array;
  /** The count of thresholds that have a lower prefix; one entry more than there are prefixes. */
  readonly first: Uint32Array;
  /** The low 48 bits of every threshold, in ascending order of the thresholds. */
  readonly low: Float64Array;
}

/** Steps beyond which one tail of the noise weighs less than 2^−64: Φ(−9.25) < 2^−66. */
export const noiseReach = (sigma: number, step: number): number => Math.ceil((9.25 * sigma) / step);

/**
 * The table for Gaussian noise of standard deviation `sigma`, rounded to a grid of width `step`.
 *
 * Algebra: P(J ≤ j) = Φ((2j+1)·step/(2σ)); the threshold T_j is that times 2^64, rounded down, for −reach ≤ j
 * < reach. A uniform 64-bit U gives the J with T_(J−1) ≤ U < T_J. Both parameters are taken as the exact
 * values of their doubles.
 *
 * Throws RangeError when the reach is above LARGEST_REACH.
 */
export function noiseTable(sigma: number, step: number): NoiseTable {
  const reach = noiseReach(sigma, step);
  return tableOf(() => noiseThresholds(sigma, step, reach), reach);
}

/**
 * The table for any distribution of whole steps from −reach to reach. `thresholds` answers the 2^64·P(J ≤ j) for −reach ≤ j
 * < reach, as whole numbers in ascending order; where J ends earlier, fewer. Throws RangeError when the reach is above
 * LARGEST_REACH.
 */
export function tableOf(thresholds: () => readonly bigint[], reach: number): NoiseTable {
  if (!(reach <= LARGEST_REACH)) throw new RangeError(`${reach} steps of noise do not fit ${LARGEST_REACH}`);
  const made = thresholds();
  const first = prefixCounts(made);
  const decided = new Uint16Array(65_536);
  for (let u = 0; u < decided.length; u++) decided[u] = first[u] === first[u + 1] ? first[u]! : UNDECIDED;
  return { reach, decided, first, low: Float64Array.from(made, (t) => Number(t & 0xffff_ffff_ffffn)) };
}

/** T_j for −reach ≤ j < reach, in ascending order. */
export function noiseThresholds(sigma: number, step: number, reach: number): bigint[] {
  const half = quotient(step, sigma);
  const one = 1n << DISTRIBUTION_BITS;
  const shift = DISTRIBUTION_BITS - 64n;
  const above = Array.from({ length: reach }, (_, j) =>
    normalDistribution({ numerator: BigInt(2 * j + 1) * half.numerator, denominator: 2n * half.denominator }),
  );
  return [...above.map((value) => (one - value) >> shift).reverse(), ...above.map((value) => value >> shift)];
}

function prefixCounts(thresholds: readonly bigint[]): Uint32Array {
  const counts = new Uint32Array(65_537);
  for (const threshold of thresholds) if (threshold >> 64n === 0n) counts[Number(threshold >> 48n) + 1]! += 1;
  for (let u = 1; u < counts.length; u++) counts[u]! += counts[u - 1]!;
  return counts;
}

/**
 * What the table's noise may differ from exact Gaussian noise, rounded to the grid: an upper bound of the
 * total variation distance over `dimensions` independent coordinates. Every event's probability is off by at
 * most that.
 *
 * Algebra: a threshold is off by at most 2^−64 + 2^−190 in probability, a bin by two of these; half the sum
 * over the K = 2·reach + 1 bins, and the two tails beyond the reach, make K + 2 of them a coordinate;
 * distances add up.
 */
export function noiseAllowance(sigma: number, step: number, dimensions: number): number {
  return tableAllowance(noiseReach(sigma, step), dimensions);
}

/** The same for any table whose thresholds are off by at most 2^−64 + 2^−110 and whose tails weigh at most 2^−64. */
export function tableAllowance(reach: number, dimensions: number): number {
  const bins = 2 * reach + 1;
  return nextUp(nextUp(dimensions * (bins + 2) * (2 ** -64 + 2 ** -110)));
}
