import type { Duel } from '../statistics/anytime-rival.ts';
import type { Claim } from './claim.ts';
import { lowered, raised } from './statement.ts';

/** The radii that bounds of a class and of all others prove, and the bounds after all allowances. */
export interface LeadRadii {
  readonly lower: number;
  readonly rival: number;
  /** What the lower bound proves alone; 0 for nothing. */
  readonly oneSided: number;
  /** The larger of that and what both bounds prove; null where neither proves any. */
  readonly radius: number | null;
}

/**
 * For bounds before the allowance.
 *
 * Guarantee: both radii are proved by the same two bounds, which hold together with all the α that was spent on them, so that
 * the larger may be stated. As the others have 1 − lower at most, the second is the larger, but for its rounding. A bound of
 * the class alone at the whole of α may prove more; it is another statement and is never put in the place of this one.
 */
export function leadRadii(duel: Omit<Duel, 'candidate'>, claim: Claim): LeadRadii {
  const alone = claim.alone(duel.lower);
  const among = claim.among(duel);
  return {
    lower: lowered(duel.lower, claim.circumstances),
    rival: raised(duel.rival, claim.circumstances),
    oneSided: alone ?? 0,
    radius: alone === null ? among : Math.max(alone, among ?? 0),
  };
}
