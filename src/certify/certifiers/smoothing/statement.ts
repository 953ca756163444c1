import type { Evidence, Outcome } from '../../outcome.ts';
import type { Circumstances } from './circumstances.ts';

export const OFF_GRID = 'the sample is farther from the grid than the radius proved there';
export const OVERLAP = 'the lower bound of the class probability is not above the upper bound of the others';

export const certified = (prediction: number, radius: number, evidence: Evidence): Outcome => ({
  verdict: 'certified',
  prediction,
  norm: 'l2',
  radius,
  evidence,
});

export const abstained = (reason: string, evidence: Evidence): Outcome => ({
  verdict: 'abstained',
  prediction: null,
  norm: 'l2',
  radius: null,
  reason,
  evidence,
});

/** What a row states of its circumstances. */
export const allowances = ({ allowance, distance }: Circumstances) => ({
  noise_allowance: allowance,
  off_grid: distance,
});
