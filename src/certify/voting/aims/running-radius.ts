import { isNarrow, type RadiusInterval } from '../../statistics/anytime-radius.ts';
import { follow, NONE_LEADING } from '../../statistics/anytime-selection.ts';
import { intervalOf, type Claim } from '../claim.ts';
import type { AnytimeVoting } from '../voting.ts';
import { abstained, certified, lowered, raised } from '../statement.ts';
import { evidenceOf, type Aim, type Standing } from './aim.ts';

/**
 * Follows the radius of a sample to the cap, or until it is known to ± a width.
 *
 * Algebra: [low, high] = what the running bounds of the class that leads prove, and leave open (Gaussian noise: [σΦ⁻¹(lower −
 * allowance), σΦ⁻¹(upper + allowance)] − distance). The same draws select the class.
 * Guarantee: with probability 1 − α over the key all that is stated at any moment is true (`follow`): a run may be looked at,
 * stopped and extended at will. Running bounds only narrow, so that the radius never shrinks.
 */
export function runningRadiusAim({ alpha }: AnytimeVoting, width: number | null, claim: Claim): Aim {
  const { norm, circumstances } = claim;
  const interval = ({ bounds: [lower, upper] }: Standing): RadiusInterval =>
    intervalOf(claim, { lower, upper });
  return {
    start: { candidate: NONE_LEADING.candidate, bounds: [NONE_LEADING.lower, NONE_LEADING.upper] },
    look({ candidate, bounds: [lower, upper] }, { votes, n }) {
      const leading = follow({ candidate, lower, upper }, votes, n, alpha);
      return { candidate: leading.candidate, bounds: [leading.lower, leading.upper] };
    },
    isReached: (standing) => width !== null && isNarrow(interval(standing), width),
    outcome(standing, count) {
      const { candidate, bounds } = standing;
      const [lower, upper] = bounds;
      const radius = claim.alone(lower);
      const high = claim.most(upper);
      const evidence = {
        ...evidenceOf(candidate, count, circumstances),
        bounds,
        p_lower: lowered(lower, circumstances),
        p_upper: raised(upper, circumstances),
        radius_upper: Number.isFinite(high) ? high : null,
      };
      if (candidate !== null && radius !== null) return certified(norm, candidate, radius, evidence);
      return abstained(norm, candidate === null ? NO_LEADER : NO_RADIUS, evidence);
    },
  };
}

const NO_LEADER = 'no class is proved to have a probability above one half';
const NO_RADIUS =
  'the proved probability is too close to one half for a radius, the sample being off the grid';
