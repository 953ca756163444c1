import type { Plan } from '../../certifier.ts';
import { drawsToWidth, expectedDraws, largestRadius, leastUnanimous } from '../../statistics/anytime-plan.ts';
import { lastLook } from '../../statistics/anytime-schedule.ts';
import { gaussianThreshold } from '../../statistics/anytime-threshold.ts';
import { noiseAllowance } from '../../statistics/noise-table.ts';
import { isAnytime, type AnytimeMethod, type SmoothingSettled } from './request.ts';
import { lowerShare } from './shares.ts';
import { dimensionsOf } from './stream.ts';

/** Probabilities of the class for which draws are foretold. */
const PROBABILITIES = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999];

/** Before any draw: for a sample on the grid, with the noise's allowance taken off. */
export function planSmoothing(method: SmoothingSettled, shape: readonly number[]): Plan {
  const { sigma, grid, task } = method;
  const allowance = noiseAllowance(sigma, grid.step, dimensionsOf(shape));
  const sampling = isAnytime(method) ? 'anytime' : 'fixed';
  const most = isAnytime(method) ? lastLook(method.max_n) : (method.n ?? 0);
  const radius = method.target?.radius;
  return {
    least_draws:
      radius === undefined
        ? null
        : leastUnanimous(gaussianThreshold(radius, sigma, { allowance }).high, method.alpha),
    largest_radius:
      task === 'certify' ? largestRadius(most, lowerShare(method), sigma, { allowance }, sampling) : null,
    expected_draws: PROBABILITIES.map((p) => ({
      p,
      draws: isAnytime(method) ? draws(method, p, most, allowance) : (method.n0 ?? 0) + most,
    })),
  };
}

function draws({ sigma, alpha, target }: AnytimeMethod, p: number, most: number, allowance: number): number {
  if (target?.radius !== undefined) {
    const { low, high } = gaussianThreshold(target.radius, sigma, { allowance });
    return Math.min(most, Math.ceil(expectedDraws(p, p < low ? low : high, alpha)));
  }
  if (target?.width !== undefined)
    return Math.min(most, drawsToWidth(p, sigma, target.width, alpha, { allowance }) ?? most);
  return most;
}
