import { countsOf, expectedRungs } from './implied.ts';
import type { Sighting } from './implied.ts';
import { Ladder } from './ladder.ts';
import type { Claim } from './log.ts';

/** Equal sightings of a log, and the number of rows that show them. */
export interface Sighted {
  readonly sighting: Sighting;
  readonly rows: number;
}

/** How a log's radii fit to parameters. */
export interface Fit {
  /** Rows whose radius is on no rung. */
  readonly misfits: number;
  /** Rows whose votes may have been unanimous. */
  readonly unanimous: number;
  /** −log₂ of the chance that radii taken at random fit as well: 0 says that any log with so few digits would. */
  readonly surprise: number;
}

/** Sightings by radius, the largest first: there rungs are far apart, and wrong parameters show soonest. */
export const descending = (sighted: readonly Sighted[]): Sighted[] =>
  [...sighted].sort((a, b) => b.sighting.high - a.sighting.high);

/** How all the radii fit. */
export const fitOf = (claim: Claim, sighted: readonly Sighted[]): Fit => fitWithin(claim, sighted, Infinity)!;

/** The same; null as soon as there are more than `bearable` misfits. */
export function fitWithin(
  { n, alpha, sigma }: Claim,
  sighted: readonly Sighted[],
  bearable: number,
): Fit | null {
  const ladder = new Ladder(n, alpha);
  let misfits = 0;
  let unanimous = 0;
  let surprise = 0;
  for (const { sighting, rows } of sighted) {
    const { least, most } = countsOf(ladder, sigma, sighting);
    if (least > most || least > n) misfits += rows;
    else surprise -= Math.log2(Math.min(1, expectedRungs(n, sigma, sighting)));
    if (misfits > bearable) return null;
    if (least <= n && most >= n) unanimous += rows;
  }
  return { misfits, unanimous, surprise };
}
