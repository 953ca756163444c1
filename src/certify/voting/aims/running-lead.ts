import { duelAmong, type Duel } from '../../statistics/anytime-rival.ts';
import type { Claim } from '../claim.ts';
import { leadRadii } from '../lead.ts';
import type { AnytimeVoting } from '../voting.ts';
import { sharesOf } from '../shares.ts';
import { abstained, certified, OFF_GRID, OVERLAP } from '../statement.ts';
import { evidenceOf, type Aim, type Standing } from './aim.ts';

/**
 * Follows the radius of a sample to the cap, by a lower bound of the class that leads and an upper one of all others.
 *
 * Guarantee: with probability 1 − α over the key all bounds of all looks are true at once (`duelAmong`), so that of those for
 * one class the best of each may be kept, and the radius never shrinks. Bounds for another class afterwards show that the one
 * event of probability α has happened; they are not taken up.
 */
export function runningLeadAim(method: AnytimeVoting, claim: Claim): Aim {
  const shares = sharesOf(method);
  return {
    start: { candidate: null, bounds: [0, 1] },
    look(standing, { votes, n }) {
      const duel = duelAmong(votes, n, shares);
      return duel === null ? standing : kept(standing, duel);
    },
    isReached: () => false,
    outcome({ candidate, bounds }, count) {
      const [lower, rival] = bounds;
      const radii = leadRadii({ lower, rival }, claim);
      const evidence = {
        ...evidenceOf(candidate, count, claim.circumstances),
        bounds,
        p_lower: radii.lower,
        rival_upper: radii.rival,
        radius_one_sided: radii.oneSided,
      };
      if (candidate !== null && radii.radius !== null)
        return certified(claim.norm, candidate, radii.radius, evidence);
      return abstained(claim.norm, radii.lower > radii.rival ? OFF_GRID : OVERLAP, evidence);
    },
  };
}

function kept({ candidate, bounds: [lower, rival] }: Standing, duel: Duel): Standing {
  if (candidate === null) return { candidate: duel.candidate, bounds: [duel.lower, duel.rival] };
  if (candidate !== duel.candidate) return { candidate, bounds: [lower, rival] };
  return { candidate, bounds: [Math.max(lower, duel.lower), Math.min(rival, duel.rival)] };
}
