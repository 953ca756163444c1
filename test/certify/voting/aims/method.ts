import { smoothingClaim } from '../../../../src/certify/certifiers/smoothing/claim.ts';
import type { SmoothingSettled } from '../../../../src/certify/certifiers/smoothing/request.ts';
import type { Claim } from '../../../../src/certify/voting/claim.ts';
import type { AnytimeVoting } from '../../../../src/certify/voting/voting.ts';

export const METHOD: SmoothingSettled & AnytimeVoting = {
  name: 'smoothing',
  noise: 'gaussian',
  sigma: 0.5,
  norm: 'l2',
  task: 'certify',
  max_n: 10_000,
  alpha: 0.001,
  grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
};

/** What the method's probabilities prove of a sample in such circumstances. */
export const claimAt = (allowance: number, distance: number): Claim =>
  smoothingClaim(METHOD)({ allowance, distance });
export const EXACT = claimAt(0, 0);
