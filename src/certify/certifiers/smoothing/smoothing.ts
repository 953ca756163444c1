import { elementCount } from '../../../graph/tensor.ts';
import type { Certifier } from '../../certifier.ts';
import { resumeVoting } from '../../voting/carry.ts';
import { extensionObstacles } from '../../voting/extension.ts';
import { planVoting } from '../../voting/plan.ts';
import { guaranteeOf, passesOf, roundsOf } from '../../voting/run.ts';
import { openVoting } from '../../voting/session.ts';
import { isAnytime } from '../../voting/voting.ts';
import { smoothingClaim } from './claim.ts';
import {
  noiseOf,
  SMOOTHING_REQUEST,
  SMOOTHING_SETTLED,
  type SmoothingRequest,
  type SmoothingSettled,
} from './request.ts';
import { noiseSampler } from './sampler.ts';
import { settleSmoothing, smoothingSupports } from './settle.ts';

/**
 * Randomized smoothing with a fixed number of draws, or with as many as it takes.
 *
 * Requires: any classifier that can be run. Returns: a radius (certify) or a class (predict).
 * Method: g(x) = argmax_c P(f(q(x+η)) = c) with q the rounding to a grid and η of independent coordinates: Gaussian (L2, and
 * every Lp from there), uniform or Laplace (L1). Noise on the grid is exact.
 * Guarantee: per sample, with confidence 1 − α over the key, for the float32 program as it runs.
 * Reference: Cohen, Rosenfeld, Kolter, Certified Adversarial Robustness via Randomized Smoothing, 2019 (1902.02918); for the other
 * noises see ../../statistics/noises.
 */
export const smoothing = {
  name: 'smoothing',
  title: 'Randomized smoothing',
  reference: 'Cohen, Rosenfeld, Kolter 2019, arXiv 1902.02918',
  request: SMOOTHING_REQUEST,
  settled: SMOOTHING_SETTLED,
  guarantee: (method) => ({ ...guaranteeOf(method), ...(method.p !== undefined && { p: method.p }) }),
  supports: smoothingSupports,
  settle: settleSmoothing,
  passes: (method) => passesOf(method),
  rounds: (method) => roundsOf(method),
  /**
   * The same noise whatever the cap, the target, the norm and α: what is stated of it at one α is true in one event, and the events
   * of several lie in each other. A denoiser counts by its bytes, as the model does.
   */
  keyed(method) {
    const denoiser = method.denoiser?.digest;
    if (!isAnytime(method)) return { ...method, denoiser };
    const { name, noise, sigma, lambda, b, grid } = method;
    return { name, sampling: 'anytime', noise, sigma, lambda, b, grid, denoiser };
  },
  extend(method, most, shape) {
    const obstacles = extensionObstacles(method, most, elementCount(shape));
    return obstacles.length > 0 ? { obstacles } : { settled: { ...method, max_n: most } };
  },
  resume: (method, row) => resumeVoting(method, smoothingClaim(method), row),
  plan: (method, shape) =>
    planVoting(method, smoothingClaim(method)({ allowance: allowanceOf(method, shape), distance: 0 })),
  unit: 'sample',
  open: async (method, { classifier }, seed) =>
    openVoting(method, {
      classifier,
      sampler: noiseSampler(method, classifier.shape, seed),
      claimOf: smoothingClaim(method),
      allowance: allowanceOf(method, classifier.shape),
    }),
} as const satisfies Certifier<SmoothingRequest, SmoothingSettled>;

function allowanceOf(method: SmoothingSettled, shape: readonly number[]): number {
  const { law, scale } = noiseOf(method);
  return law.allowance(scale, method.grid.step, elementCount(shape));
}
