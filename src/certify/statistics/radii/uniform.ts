import { addDown, addUp, nextDown, nextUp } from '../rounding.ts';
import type { Lead } from './lead.ts';

/**
 * The L1 radius N·step/2·(lower − rival) of noise that is uniform on N neighbouring values of a grid, or on an interval of
 * width 2λ = N·step, rounded down: λ(lower − rival), and 2λ(lower − ½) where the rival has the rest.
 *
 * Proof: noise around x and x' share their density where the two cubes overlap, a part Π(1 − |δ_j|/(N·step))₊ ≥ 1 − ‖δ‖₁/(N·step)
 * of either. No event's probability changes by more than the rest, ‖δ‖₁/(N·step); lower − rival by twice that. One
 * coordinate that moves alone makes it an equality, and half-lines attain it. On the grid N uniform values overlap in N − |δ_j| of N:
 * the same, so what is certified between points of the grid are the ‖δ‖₁ < N/2·(lower − rival) steps; between other
 * points the values at the ends weigh less than 1/N, which is no more.
 * Guarantee: below the true value, so that the smoothed class is the only most likely one in the closed ball; 0 where lower ≤ rival.
 * Reference: G. Yang et al., Randomized Smoothing of All Shapes and Sizes, 2020 (2002.08118).
 */
export function uniformRadius({ lower, rival }: Lead, values: number, step: number): number {
  if (!(lower > rival)) return 0;
  return Math.max(0, nextDown(nextDown((values * step) / 2) * addDown(lower, -rival)));
}

/** N·step·(p − ½), rounded up: no radius of a class of probability p at most, alone, is above. 0 for p ≤ ½. */
export const uniformRadiusUp = (p: number, values: number, step: number): number =>
  p > 0.5 ? nextUp(nextUp(values * step) * addUp(p, -0.5)) : 0;
