import type { Ladder } from './ladder.ts';
import type { LogRow } from './log.ts';
import { precisionOf, roundedFrom } from './printed.ts';
import type { Format } from './printed.ts';
import { survival } from './survival.ts';
import type { Chance } from './tail.ts';

/**
 * Where the radius of a row lay before it was rounded, without the margins that it was shortened by, and what the
 * arithmetic that made it may have been off by. In the units of σ.
 */
export interface Sighting {
  readonly low: number;
  readonly high: number;
  /** To be added to the probability. */
  readonly allowance: number;
  /** Error of the probability, either way. */
  readonly slack: number;
}

/** Up to this many digits a log may come from float32, whose probabilities err by 2^−24. */
const SINGLE_DIGITS = 9;
const SINGLE = { radius: 2 ** -23, probability: 2 ** -24 };
/** SciPy's bounds are off by up to 2·10^−11; exact noise takes less than 10^−9 from a probability. */
const DOUBLE = { radius: 1e-10, probability: 1e-9 };

/** What a row with a radius shows of it. */
export function sightingOf({ radius, distance, allowance }: LogRow, format: Format): Sighting {
  const { low, high } = roundedFrom(radius!, format);
  const error = precisionOf(radius!, format) > SINGLE_DIGITS ? DOUBLE : SINGLE;
  return {
    low: (low + distance) * (1 - error.radius),
    high: (high + distance) * (1 + error.radius),
    allowance,
    slack: error.probability,
  };
}

/** Counts whose radius is in sight: none when `least` > `most`, and beyond the ladder when `least` > n. */
export interface Counts {
  readonly least: number;
  readonly most: number;
}

export function countsOf(ladder: Ladder, sigma: number, sighting: Sighting): Counts {
  const { lower, upper } = chances(sighting, sigma);
  const least = ladder.leastCount(lower);
  return { least, most: ladder.leastCount(upper) - 1 };
}

/** Rungs that lie in sight on average, were they spread evenly: how likely it is that a radius fits by chance. */
export function expectedRungs(n: number, sigma: number, sighting: Sighting): number {
  const { lower, upper } = chances(sighting, sigma);
  return n * (lower.q - upper.q);
}

/** The class probabilities that the ends of a sighting stand for, at least ½. */
export function chances(
  { low, high, allowance, slack }: Sighting,
  sigma: number,
): { lower: Chance; upper: Chance } {
  return {
    lower: chance(survival(low / sigma) - allowance + slack),
    upper: chance(survival(high / sigma) - allowance - slack),
  };
}

function chance(complement: number): Chance {
  const q = Math.min(0.5, Math.max(0, complement));
  return { p: 1 - q, q };
}
