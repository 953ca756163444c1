import type { Norm } from '../outcome.ts';
import type { RadiusInterval } from '../statistics/anytime-radius.ts';
import type { Threshold } from '../statistics/anytime-threshold.ts';
import type { Bounds } from '../statistics/confidence-sequence.ts';
import type { Lead } from '../statistics/radii/lead.ts';
import type { Circumstances } from './circumstances.ts';

/**
 * What probabilities of the smoothed classifier's classes prove of one sample: a radius in one norm, for the distribution of
 * draws and the circumstances that it was made for. Probabilities are those of the draws as they are made; whatever has to be
 * subtracted, from them or from the radius, is subtracted here.
 */
export interface Claim {
  readonly norm: Norm;
  readonly circumstances: Circumstances;
  /** The radius that a class of at least this probability has, whoever has the rest; rounded down. Null where none is proved. */
  alone(lower: number): number | null;
  /** The same with what every other class has at most. */
  among(lead: Lead): number | null;
  /** The largest radius that a class of at most this probability can have by `alone`, rounded up; 0 for none. */
  most(upper: number): number;
  /** The probabilities from which and up to which `alone` proves a radius, enclosed. */
  threshold(radius: number): Threshold;
}

/** The claim of a sample, once its circumstances are known. */
export type ClaimOf = (circumstances: Circumstances) => Claim;

/** Where the radius lies that ever more draws would certify, for bounds of the class probability. */
export const intervalOf = (claim: Claim, { lower, upper }: Bounds): RadiusInterval => ({
  low: claim.alone(lower) ?? 0,
  high: claim.most(upper),
});
