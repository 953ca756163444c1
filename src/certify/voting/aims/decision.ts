import { lastLook } from '../../statistics/anytime-schedule.ts';
import { decideAmong, NONE_LEADING, type Choice } from '../../statistics/anytime-selection.ts';
import type { Threshold } from '../../statistics/anytime-threshold.ts';
import { confidenceLower } from '../../statistics/confidence-sequence.ts';
import { eValueDown } from '../../statistics/e-process.ts';
import type { Claim } from '../claim.ts';
import type { AnytimeVoting } from '../voting.ts';
import { leader } from '../votes.ts';
import { abstained, certified, lowered } from '../statement.ts';
import { evidenceOf, type Aim, type Count } from './aim.ts';

/**
 * Decides whether a sample can be certified at radius r: above, with its class, or below; no selection stage, no share of α
 * for the other answer or for the number of looks.
 *
 * Algebra: p₀ = what r asks for (Gaussian noise: Φ((r + distance)/σ)) ± allowance; above where E refutes the leader at p₀ from k > np₀, below from k < np₀.
 * Guarantee: with probability 1 − α over the key no answer is ever false (`decideAmong`), nor the radius beside it: at a
 * decision the lower bound of the same E is above p₀, so the larger of r and what that bound proves holds. What is called not certifiable has
 * p ≤ p₀ for every class: no number of draws would certify it at r by this radius.
 */
export function decisionAim({ alpha }: AnytimeVoting, radius: number, claim: Claim): Aim {
  const { norm, circumstances } = claim;
  const threshold = claim.threshold(radius);
  const choose = ({ votes, n }: Count): Choice | null =>
    lastLook(n) === n ? decideAmong(threshold, votes, n, alpha) : null;
  return {
    start: { candidate: NONE_LEADING.candidate, bounds: [NONE_LEADING.lower, NONE_LEADING.upper] },
    look: (standing) => standing,
    isReached: (_, count) => choose(count) !== null,
    outcome(_, count) {
      const choice = choose(count);
      const candidate = leader(count.votes);
      const lower = confidenceLower(candidate === null ? 0 : count.votes[candidate]!, count.n, alpha);
      const low = claim.alone(lower) ?? 0;
      const evidence = {
        ...evidenceOf(candidate, count, circumstances),
        p_lower: lowered(lower, circumstances),
        radius_lower: low,
        decision: choice?.decision ?? null,
        e_value: eValueOf(threshold, count, candidate),
      };
      if (choice?.decision === 'above')
        return certified(norm, choice.candidate, Math.max(radius, low), evidence);
      if (choice) return abstained(norm, `not certifiable at ${radius}`, evidence);
      return abstained(norm, `not decided at ${radius} by ${count.n} draws`, evidence);
    },
  };
}

/** The e-value of the side on which the leader's share is; it decides from 1/α on. Null at a threshold of 0 or 1. */
function eValueOf({ low, high }: Threshold, { votes, n }: Count, candidate: number | null): number | null {
  const count = candidate === null ? 0 : votes[candidate]!;
  const threshold = count > n * high ? high : low;
  return threshold > 0 && threshold < 1 ? eValueDown(count, n, threshold) : null;
}
