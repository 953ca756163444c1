import { ablationRadius, ablationThreshold } from '../../statistics/radii/ablation.ts';
import { leadOf } from '../../statistics/radii/lead.ts';
import type { ClaimOf } from '../../voting/claim.ts';
import type { AblationSettled } from './request.ts';

/**
 * What probabilities of classes prove when `kept` of a sample's pixels are shown: whole pixels in L0, exactly. 0 where the class
 * leads and no pixel may change, null where it is not known to lead. Draws are exact and samples copied as they are: nothing
 * is subtracted.
 */
export function ablationClaim({ pixels, kept }: Pick<AblationSettled, 'pixels' | 'kept'>): ClaimOf {
  const alone = (lower: number): number | null =>
    lower > 0.5 ? ablationRadius(leadOf(lower), pixels, kept) : null;
  return (circumstances) => ({
    norm: 'l0',
    circumstances,
    alone,
    among: (lead) => (lead.lower > lead.rival ? ablationRadius(lead, pixels, kept) : null),
    most: (upper) => alone(upper) ?? 0,
    threshold: (radius) => ablationThreshold(radius, pixels, kept),
  });
}
