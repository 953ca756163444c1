import type { Norm } from '../outcome.ts';

/**
 * A norm's ball {x' : ‖x' − x‖ ≤ ε}: what may happen to a sample. Vectors are flat, in the model's input
 * units.
 */
export interface Perturbation {
  readonly norm: Norm;
  /** Upper bound of ‖v‖. */
  length(v: Float64Array): number;
  /** Whether ‖point − centre‖ ≤ ε is certain, rounding included. */
  contains(centre: Float32Array, epsilon: number, point: Float32Array): boolean;
  /** A point of the ball around 0; `uniform` answers numbers spread over [0, 1). */
  sample(dimensions: number, epsilon: number, uniform: () => number): Float64Array;
  /** The least box that encloses the ball, rounded outward. */
  hull(centre: Float32Array, epsilon: number): { readonly low: Float32Array; readonly high: Float32Array };
  /** Upper bound of w·δ over ‖δ‖ ≤ ε. */
  dual(w: Float64Array, epsilon: number): number;
  /** A δ of the ball that attains the dual bound, up to rounding. */
  worst(w: Float64Array, epsilon: number): Float64Array;
}
