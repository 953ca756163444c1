import { candidatesOf, COMMON, PARAMETERS } from './candidates.ts';
import type { Parameter } from './candidates.ts';
import { descending, fitWithin } from './fit.ts';
import type { Fit, Sighted } from './fit.ts';
import type { Claim } from './log.ts';
import { digitsOf } from './round-numbers.ts';

/** Another value of one parameter under which the log could have been made. */
export interface Explanation extends Fit {
  readonly parameter: Parameter;
  readonly value: number;
  /** Over the claimed value. */
  readonly ratio: number;
}

/** Distinct radii, the largest, on which every candidate is tried; those that pass are few and tried on all. */
const SCREEN = 128;
const FINALISTS = 16;
/** Share of the rows that an explanation may leave unexplained: a log may have a misprint. */
const BEARABLE = 0.01;
/** Bits by which one of some two hundred values may look better than the truth by chance. */
const CHANCE = 8;

/**
 * What would explain a log that the claim does not, or explain it much better: for one parameter at a time, values in
 * common use and those that the largest radius leads to when the votes behind it were unanimous, or but for one or two.
 *
 * Best first: the greatest surprise beyond what it takes to write down the value and the rows that it does not explain. (A
 * ladder so dense that it fits any log explains nothing, and neither does a value made up to the last digit.) Empty when
 * the claim fits, and when nothing does. Yields between candidates.
 */
export function* explanationsOf(
  claim: Claim,
  sighted: readonly Sighted[],
  asClaimed: Fit,
): Generator<void, Explanation[]> {
  const ordered = descending(sighted);
  const [largest] = ordered;
  if (!largest) return [];
  const bearable = bearableMisfits(ordered, asClaimed);
  const candidates = PARAMETERS.flatMap((parameter) =>
    candidatesOf(parameter, claim, largest.sighting).map((value) => ({ parameter, value })),
  );
  const passed = yield* fitting(claim, candidates, ordered.slice(0, SCREEN), bearable);
  const found = yield* fitting(claim, passed.slice(0, FINALISTS), ordered, bearable);
  return found.filter((one) => isBetter(one, claim, asClaimed)).reduce<Explanation[]>(distinct, []);
}

/** Values so near to a better one say the same. */
const NEAR = 0.01;
const MOST_OF_ONE = 3;

/** Leaves out what says nothing new. */
function distinct(kept: Explanation[], one: Explanation): Explanation[] {
  const same = kept.filter(({ parameter }) => parameter === one.parameter);
  const isNew = same.every(({ value }) => Math.abs(one.value / value - 1) >= NEAR);
  return isNew && same.length < MOST_OF_ONE ? [...kept, one] : kept;
}

/** The candidates that fit, best first. */
function* fitting(
  claim: Claim,
  candidates: readonly Candidate[],
  sighted: readonly Sighted[],
  bearable: number,
): Generator<void, Explanation[]> {
  const found: Explanation[] = [];
  for (const { parameter, value } of candidates) {
    const fit = fitWithin({ ...claim, [parameter]: value }, sighted, bearable);
    if (fit) found.push({ parameter, value, ratio: value / claim[parameter], ...fit });
    yield;
  }
  return found.sort(byMerit);
}

type Candidate = Pick<Explanation, 'parameter' | 'value'>;

function bearableMisfits(sighted: readonly Sighted[], { misfits }: Fit): number {
  const rows = sighted.reduce((sum, one) => sum + one.rows, 0);
  return Math.max(0, Math.min(misfits - 1, Math.floor(BEARABLE * rows)));
}

function isBetter(found: Explanation, claim: Claim, asClaimed: Fit): boolean {
  if (found.misfits < asClaimed.misfits) return true;
  if (found.misfits > asClaimed.misfits) return false;
  const claimed = merit(asClaimed, found.parameter, claim[found.parameter]);
  return found.unanimous > 0 && merit(found, found.parameter, found.value) > claimed + CHANCE;
}

const BITS_A_DIGIT = Math.log2(10);
/** Which row of the log it is, and what it says instead. */
const BITS_A_MISFIT = 16;

/**
 * Bits of surprise that are left when all else is written down: a common value costs a digit, any other its digits and
 * its power of ten. That no vote was unanimous is as odd as a digit.
 */
export function merit({ surprise, unanimous, misfits }: Fit, parameter: Parameter, value: number): number {
  const digits = COMMON[parameter].includes(value) ? 1 : digitsOf(value) + 1;
  return surprise - BITS_A_DIGIT * (digits + Number(unanimous === 0)) - BITS_A_MISFIT * misfits;
}

const byMerit = (a: Explanation, b: Explanation): number =>
  merit(b, b.parameter, b.value) - merit(a, a.parameter, a.value);
