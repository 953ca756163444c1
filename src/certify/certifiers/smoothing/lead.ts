import type { Duel } from '../../statistics/anytime-rival.ts';
import { gaussianLeadRadius } from '../../statistics/radii/gaussian.ts';
import { gaussianRadius } from '../../statistics/radius.ts';
import { addDown, addUp } from '../../statistics/rounding.ts';
import type { Circumstances } from './circumstances.ts';

/** The radii that bounds of a class and of all others prove, and the bounds after all allowances. */
export interface LeadRadii {
  readonly lower: number;
  readonly rival: number;
  /** What the lower bound proves alone. */
  readonly oneSided: number;
  /** The larger of that and what both bounds prove. */
  readonly radius: number;
}

/**
 * R = max(σ/2·(Φ⁻¹(lower) − Φ⁻¹(rival)), σΦ⁻¹(lower)) − distance, cut off at 0, for the bounds after the allowance.
 *
 * Guarantee: both are proved by the same two bounds, which hold together with all the α that was spent on them, so that the
 * larger may be stated. As the others have 1 − lower at most, the first is the larger, but for its rounding. A bound of the
 * class alone at the whole of α may prove more; it is another statement and is never put in the place of this one.
 */
export function leadRadii(
  duel: Omit<Duel, 'candidate'>,
  sigma: number,
  { allowance, distance }: Circumstances,
): LeadRadii {
  const lower = Math.max(0, addDown(duel.lower, -allowance));
  const rival = Math.min(1, addUp(duel.rival, allowance));
  const onGrid = (radius: number): number => Math.max(0, addDown(radius, -distance));
  const alone = gaussianRadius(lower, sigma);
  const both = gaussianLeadRadius({ lower, rival }, sigma);
  return { lower, rival, oneSided: onGrid(alone), radius: onGrid(Math.max(alone, both)) };
}
