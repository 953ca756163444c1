import { nextDown } from '../../statistics/rounding.ts';
import type { Certifier } from '../../certifier.ts';
import {
  SMOOTHING_REQUEST,
  SMOOTHING_SETTLED,
  type SmoothingRequest,
  type SmoothingSettled,
} from './request.ts';
import { openSmoothing } from './session.ts';
import { settleSmoothing, smoothingSupports } from './settle.ts';

/**
 * Randomized smoothing with a fixed number of draws.
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
  passes: ({ n0, n }) => n0 + n,
  unit: 'sample',
  open: async (method, { classifier }, seed) => openSmoothing(method, classifier, seed),
} as const satisfies Certifier<SmoothingRequest, SmoothingSettled>;
