import type { Plan } from '../certifier.ts';
import { drawsToWidth, expectedDraws, largestLower, leastUnanimous } from '../statistics/anytime-plan.ts';
import { lastLook } from '../statistics/anytime-schedule.ts';
import { intervalOf, type Claim } from './claim.ts';
import { lowerShare } from './shares.ts';
import { isAnytime, type AnytimeVoting, type Voting } from './voting.ts';

/** Probabilities of the class for which draws are foretold. */
const PROBABILITIES = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999];

/** Before any draw. `claim`: of a sample on the grid, with the noise's allowance taken off. */
export function planVoting(method: Voting, claim: Claim): Plan {
  const sampling = isAnytime(method) ? 'anytime' : 'fixed';
  const most = isAnytime(method) ? lastLook(method.max_n) : (method.n ?? 0);
  const radius = method.target?.radius;
  const largest = () => claim.alone(largestLower(most, lowerShare(method), sampling)) ?? 0;
  return {
    least_draws: radius === undefined ? null : leastUnanimous(claim.threshold(radius).high, method.alpha),
    largest_radius: method.task === 'certify' ? largest() : null,
    expected_draws: PROBABILITIES.map((p) => ({
      p,
      draws: isAnytime(method) ? draws(method, p, most, claim) : (method.n0 ?? 0) + most,
    })),
  };
}

function draws({ alpha, target }: AnytimeVoting, p: number, most: number, claim: Claim): number {
  if (target?.radius !== undefined) {
    const { low, high } = claim.threshold(target.radius);
    return Math.min(most, Math.ceil(expectedDraws(p, p < low ? low : high, alpha)));
  }
  if (target?.width !== undefined) {
    const interval = (bounds: Parameters<typeof intervalOf>[1]) => intervalOf(claim, bounds);
    return Math.min(most, drawsToWidth(p, target.width, alpha, interval) ?? most);
  }
  return most;
}
