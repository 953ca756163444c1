import { uniformRadius, uniformRadiusUp } from '../radii/uniform.ts';
import { nextUp } from '../rounding.ts';
import type { NoiseLaw } from './law.ts';

/**
 * Uniform noise in every coordinate; `scale` is λ, half its width. Certifies in L1.
 *
 * The width is made a whole number N of steps, N = 2λ/step rounded, at least 1 (`uniformValues`), and what is drawn and
 * certified is this very law: J is uniform on −⌊N/2⌋, …, N − 1 − ⌊N/2⌋, which is η uniform on an interval of width
 * N·step, rounded to the grid. For even N the interval is half a step off the middle; radii do not depend on where it lies.
 *
 * Threshold i = 1 … N−1 is ⌊i·2^64/N⌋, so a value's probability is off by less than 2^−64, the total variation by less than
 * N/2 of that a coordinate; by nothing at all where N is a power of two.
 * Reference: G. Yang et al., Randomized Smoothing of All Shapes and Sizes, 2020 (2002.08118).
 */
export const uniformNoise: NoiseLaw = {
  name: 'uniform',
  norm: 'l1',
  fineness: 1024,
  reach,
  clip: reach,
  thresholds(lambda, step) {
    const values = uniformValues(lambda, step);
    return Array.from({ length: values - 1 }, (_, i) => (BigInt(i + 1) << 64n) / BigInt(values));
  },
  allowance(lambda, step, dimensions) {
    const values = uniformValues(lambda, step);
    return Number.isInteger(Math.log2(values)) ? 0 : nextUp(dimensions * values * 2 ** -65);
  },
  radius: (lead, lambda, step) => uniformRadius(lead, uniformValues(lambda, step), step),
  most: (upper, lambda, step) => uniformRadiusUp(upper, uniformValues(lambda, step), step),
};

/** How many values a noisy coordinate has: the noise's width 2λ in steps, rounded, at least 1. */
export const uniformValues = (lambda: number, step: number): number =>
  Math.max(1, Math.round((2 * lambda) / step));

function reach(lambda: number, step: number): number {
  return Math.floor(uniformValues(lambda, step) / 2);
}
