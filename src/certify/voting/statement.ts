import type { Norm, Evidence, Outcome } from '../outcome.ts';
import { addDown, addUp } from '../statistics/rounding.ts';
import type { Circumstances } from './circumstances.ts';

export const OFF_GRID = 'the sample is farther from the grid than the radius proved there';
export const OVERLAP = 'the lower bound of the class probability is not above the upper bound of the others';

export const certified = (norm: Norm, prediction: number, radius: number, evidence: Evidence): Outcome => ({
  verdict: 'certified',
  prediction,
  norm,
  radius,
  evidence,
});

export const abstained = (norm: Norm, reason: string, evidence: Evidence): Outcome => ({
  verdict: 'abstained',
  prediction: null,
  norm,
  radius: null,
  reason,
  evidence,
});

/** What a row states of its circumstances. */
export const allowances = ({ allowance, distance }: Circumstances) => ({
  noise_allowance: allowance,
  off_grid: distance,
});

/** Bounds of a probability under the exact distribution, for bounds of it under the draws that are made; rounded outward. */
export const lowered = (lower: number, { allowance }: Circumstances): number =>
  Math.max(0, addDown(lower, -allowance));
export const raised = (upper: number, { allowance }: Circumstances): number =>
  Math.min(1, addUp(upper, allowance));
