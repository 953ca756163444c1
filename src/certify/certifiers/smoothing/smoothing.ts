import { nextDown } from '../../statistics/rounding.ts';
import type { Certifier } from '../../certifier.ts';
import { lastLook } from '../../statistics/anytime-schedule.ts';
import { resumeSmoothing } from './carry.ts';
import {
  isAnytime,
  SMOOTHING_REQUEST,
  SMOOTHING_SETTLED,
  type SmoothingRequest,
  type SmoothingSettled,
} from './request.ts';
import { extendSmoothing } from './extension.ts';
import { planSmoothing } from './plan.ts';
import { openSmoothing } from './session.ts';
import { settleSmoothing, smoothingSupports } from './settle.ts';

/**
 * Randomized smoothing with a fixed number of draws, or with as many as it takes.
 *
 * Requires: any classifier that can be run. Returns: an L2 radius (certify) or a class (predict).
 * Method: g(x) = argmax_c P(f(q(x+η)) = c) with η ~ N(0, σ²I) and q the rounding to a grid; noise on the grid
 * is exact.
 * Guarantee: per sample, with confidence 1 − α over the key, for the float32 program as it runs.
 * Reference: Cohen, Rosenfeld, Kolter, Certified Adversarial Robustness via Randomized Smoothing, 2019
 * (1902.02918).
 */
export const smoothing = {
  name: 'smoothing',
  title: 'Randomized smoothing',
  reference: 'Cohen, Rosenfeld, Kolter 2019, arXiv 1902.02918',
  request: SMOOTHING_REQUEST,
  settled: SMOOTHING_SETTLED,
  guarantee: ({ alpha }) => ({
    kind: 'probabilistic',
    confidence: Math.min(1 - alpha, nextDown(1)),
    per: 'sample',
    arithmetic: 'float32',
  }),
  supports: smoothingSupports,
  settle: settleSmoothing,
  passes: (method) => (isAnytime(method) ? lastLook(method.max_n) : (method.n0 ?? 0) + (method.n ?? 0)),
  rounds: (method) => (isAnytime(method) ? roundsTo(lastLook(method.max_n)) : null),
  /**
   * The same noise whatever the cap, the target and α: what is stated of it at one α is true in one event, and the events of
   * several lie in each other.
   */
  keyed: (method) =>
    isAnytime(method)
      ? { name: method.name, sampling: 'anytime', sigma: method.sigma, grid: method.grid }
      : method,
  extend: extendSmoothing,
  resume: resumeSmoothing,
  plan: planSmoothing,
  unit: 'sample',
  open: async (method, { classifier }, seed) => openSmoothing(method, classifier, seed),
} as const satisfies Certifier<SmoothingRequest, SmoothingSettled>;

/** From 256 draws on, each four times the one before. */
function roundsTo(last: number): number[] {
  const rounds: number[] = [];
  for (let limit = 256; limit < last; limit *= 4) rounds.push(limit);
  return [...rounds, last];
}
