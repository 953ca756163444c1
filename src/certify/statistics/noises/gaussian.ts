import { noiseAllowance, noiseReach, noiseThresholds } from '../noise-table.ts';
import { gaussianThreshold } from '../anytime-threshold.ts';
import { gaussianLeadRadius, gaussianRadiusUp } from '../radii/gaussian.ts';
import { gaussianRadius } from '../radius.ts';
import type { NoiseLaw } from './law.ts';

/**
 * N(0, σ²) in every coordinate; `scale` is σ. Certifies in L2, and from there in every Lp (`lpRadius`). P(J ≤ j) =
 * Φ((2j+1)·step/(2σ)).
 */
export const gaussianNoise: NoiseLaw = {
  name: 'gaussian',
  norm: 'l2',
  fineness: 1024,
  reach: noiseReach,
  clip: (sigma, step) => Math.ceil((6 * sigma) / step),
  thresholds: (sigma, step) => noiseThresholds(sigma, step, noiseReach(sigma, step)),
  allowance: noiseAllowance,
  radius: gaussianLeadRadius,
  alone: gaussianRadius,
  most: gaussianRadiusUp,
  threshold: gaussianThreshold,
};
