import { isNarrow, radiusInterval, type RadiusInterval } from '../../../statistics/anytime-radius.ts';
import { follow, NONE_LEADING } from '../../../statistics/anytime-selection.ts';
import { addDown, addUp } from '../../../statistics/rounding.ts';
import type { Circumstances } from '../circumstances.ts';
import type { AnytimeMethod } from '../request.ts';
import { abstained, certified } from '../statement.ts';
import { evidenceOf, type Aim, type Standing } from './aim.ts';

/**
 * Follows the radius of a sample to the cap, or until it is known to ± a width.
 *
 * Algebra: [low, high] = [σΦ⁻¹(lower − allowance), σΦ⁻¹(upper + allowance)] − distance for the running bounds of the class
 * that leads, which the same draws select.
 * Guarantee: with probability 1 − α over the key all that is stated at any moment is true (`follow`): a run may be looked at,
 * stopped and extended at will. Running bounds only narrow, so that the radius never shrinks.
 */
export function runningRadiusAim(
  { sigma, alpha }: AnytimeMethod,
  width: number | null,
  circumstances: Circumstances,
): Aim {
  const { allowance } = circumstances;
  const intervalOf = ({ bounds: [lower, upper] }: Standing): RadiusInterval =>
    radiusInterval({ lower, upper }, sigma, circumstances);
  return {
    start: { candidate: NONE_LEADING.candidate, bounds: [NONE_LEADING.lower, NONE_LEADING.upper] },
    look({ candidate, bounds: [lower, upper] }, { votes, n }) {
      const leading = follow({ candidate, lower, upper }, votes, n, alpha);
      return { candidate: leading.candidate, bounds: [leading.lower, leading.upper] };
    },
    isReached: (standing) => width !== null && isNarrow(intervalOf(standing), width),
    outcome(standing, count) {
      const { candidate, bounds } = standing;
      const { low, high } = intervalOf(standing);
      const evidence = {
        ...evidenceOf(candidate, count, circumstances),
        bounds,
        p_lower: Math.max(0, addDown(bounds[0], -allowance)),
        p_upper: Math.min(1, addUp(bounds[1], allowance)),
        radius_upper: Number.isFinite(high) ? high : null,
      };
      if (candidate !== null && low > 0) return certified(candidate, low, evidence);
      return abstained(candidate === null ? NO_LEADER : NO_RADIUS, evidence);
    },
  };
}

const NO_LEADER = 'no class is proved to have a probability above one half';
const NO_RADIUS =
  'the proved probability is too close to one half for a radius, the sample being off the grid';
