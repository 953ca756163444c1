import { quotient, type Rational } from '../dyadic.ts';
import { exponential, EXPONENTIAL_BITS } from '../exponential.ts';
import { tableAllowance } from '../noise-table.ts';
import { laplaceRadius, laplaceRadiusUp } from '../radii/laplace.ts';
import type { NoiseLaw } from './law.ts';

/**
 * Laplace noise, density e^(−|η|/b)/(2b) in every coordinate; `scale` is b. Certifies in L1.
 *
 * J is η rounded to the grid: P(J ≤ j) = 1 − ½e^(−(j+½)·step/b) for j ≥ 0, and by symmetry. Away from 0 it is geometric:
 * P(J = j+1) = e^(−step/b)·P(J = j) for j ≥ 1. The law that is geometric throughout, P(J = j) ∝ e^(−|j|·step/b), has the
 * same radius between points of the grid, but it is no rounding of one noise, so that nothing would follow for
 * perturbations that leave the grid.
 *
 * Reference: J. Teng, G. Lee, Y. Yuan, ℓ1 Adversarial Robustness Certificates: a Randomized Smoothing Approach, 2020.
 */
export const laplaceNoise: NoiseLaw = {
  name: 'laplace',
  norm: 'l1',
  fineness: 512,
  reach,
  clip: (b, step) => Math.ceil((20 * b) / step),
  thresholds,
  allowance: (b, step, dimensions) => tableAllowance(reach(b, step), dimensions),
  radius: laplaceRadius,
  most: laplaceRadiusUp,
};

/** Beyond 45.1·b either tail weighs less than 2^−66. */
function reach(b: number, step: number): number {
  return Math.ceil((45.1 * b) / step);
}

/**
 * Algebra: with t_j = e^(−(j+½)·step/b), P(J ≤ j) = 1 − t_j/2 and P(J < −j) = t_j/2 for j ≥ 0; t_(j+1) = t_j·e^(−step/b).
 * Guarantee: each step of the recursion adds less than 4 units of 2^−192; as the reach is below 2^15, a
 * threshold is off by less than 2^−174, and rounded down to 2^−64.
 */
function thresholds(b: number, step: number): bigint[] {
  const one = 1n << EXPONENTIAL_BITS;
  const shift = EXPONENTIAL_BITS - 64n;
  const rate = quotient(step, b);
  const ratio = exponential(rate);
  const tails = [exponential(half(rate)) >> 1n];
  while (tails.length < reach(b, step)) tails.push((tails.at(-1)! * ratio) >> EXPONENTIAL_BITS);
  return [...tails.map((t) => t >> shift).reverse(), ...tails.map((t) => (one - t) >> shift)];
}

const half = ({ numerator, denominator }: Rational): Rational => ({
  numerator,
  denominator: 2n * denominator,
});
