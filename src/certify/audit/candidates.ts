import { leastCount } from '../statistics/least-count.ts';
import { chances } from './implied.ts';
import type { Sighting } from './implied.ts';
import { Ladder } from './ladder.ts';
import type { Claim } from './log.ts';
import { roundNumbers } from './round-numbers.ts';
import { fastTail } from './tail.ts';
import type { Chance } from './tail.ts';

export const PARAMETERS = ['alpha', 'n', 'sigma'] as const;
export type Parameter = (typeof PARAMETERS)[number];

/** Votes that may be missing from the largest radius of a log. */
const MISSES = [0, 1, 2];
/** Values that are tried of each range that the largest radius leads to. */
const ROUND = 12;
const MOST_DRAWS = 1e8;

/** What people use. */
export const COMMON: Readonly<Record<Parameter, readonly number[]>> = {
  alpha: [0.1, 0.05, 0.025, 0.02, 0.01, 0.005, 0.0025, 0.002, 0.001, 0.0005, 1e-4, 1e-5, 1e-6],
  n: [2, 3, 4, 5, 6, 7].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power)),
  sigma: [0.12, 0.25, 0.5, 1],
};
/** Two-sided for one-sided and the reverse; an allowance for many statements. */
const ALPHA_RATIOS = [0.5, 2, 0.1, 10];
/** Draws of the selection counted, or taken away. */
const NEAR_DRAWS = [-1000, -100, -10, -1, 1, 10, 100, 1000];
/** Pixels of 0 to 255 for [0, 1] and the reverse; a variance for a deviation comes out of the largest radius. */
const SIGMA_RATIOS = [0.5, 2, 0.25, 4, 255, 1 / 255];

/**
 * Values of one parameter to try in place of the claimed one: common ones, relatives of the claimed one, and round ones
 * out of the ranges in which the largest radius of the log would be the last rung of the ladder, or the second or third
 * last.
 */
export function candidatesOf(parameter: Parameter, claim: Claim, largest: Sighting): number[] {
  const values = [...usual(parameter, claim), ...solved(parameter, claim, largest)];
  return [...new Set(values)].filter((value) => value !== claim[parameter] && isLegal(parameter, value));
}

function isLegal(parameter: Parameter, value: number): boolean {
  if (parameter === 'alpha') return value >= 1e-100 && value < 0.5;
  if (parameter === 'n') return Number.isInteger(value) && value >= 1 && value <= MOST_DRAWS;
  return value > 0 && Number.isFinite(value);
}

function usual(parameter: Parameter, { n, alpha, sigma }: Claim): number[] {
  const relatives = {
    alpha: ALPHA_RATIOS.map((ratio) => tidy(alpha * ratio)),
    n: NEAR_DRAWS.map((more) => n + more),
    sigma: SIGMA_RATIOS.map((ratio) => tidy(sigma * ratio)),
  };
  return [...COMMON[parameter], ...relatives[parameter]];
}

/** Without the digits that a product in binary adds to decimals. */
const tidy = (x: number): number => Number(x.toPrecision(12));

function solved(parameter: Parameter, claim: Claim, largest: Sighting): number[] {
  return MISSES.flatMap((misses) => {
    const range = RANGES[parameter](claim, largest, misses);
    return range && range.low <= range.high ? roundNumbers(range.low, range.high, ROUND) : [];
  });
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** In which range of a parameter n − `misses` votes give the radius in sight, the others as claimed; null for none. */
const RANGES: Record<Parameter, (claim: Claim, largest: Sighting, misses: number) => Range | null> = {
  alpha({ n, sigma }, largest, misses) {
    if (n <= misses) return null;
    const { lower, upper } = chances(largest, sigma);
    const level = (chance: Chance) => Math.exp(fastTail(n - misses, n, chance).log);
    return { low: Math.max(1e-100, level(lower)), high: Math.min(0.5, level(upper)) };
  },
  n({ alpha, sigma }, largest, misses) {
    const { lower, upper } = chances(largest, sigma);
    const reached = (chance: Chance) =>
      leastCount(MOST_DRAWS, (n) => n > misses && fastTail(n - misses, n, chance).log <= Math.log(alpha));
    const low = reached(lower);
    return low === null ? null : { low, high: (reached(upper) ?? MOST_DRAWS + 1) - 1 };
  },
  sigma({ n, alpha }, largest, misses) {
    const height = new Ladder(n, alpha).height(n - misses);
    return height === null || largest.low <= 0
      ? null
      : { low: largest.low / height, high: largest.high / height };
  },
};
