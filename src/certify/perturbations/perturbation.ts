import { floatDown, floatUp } from '../../graph/float32.ts';
import type { Norm } from '../outcome.ts';
import { addUp, nextDown, nextUp } from '../statistics/rounding.ts';

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
  /** The least box that encloses the ball (the part of it within `domain`, if given), rounded outward. */
  hull(centre: Float32Array, epsilon: number, domain?: Interval | null): Box;
  /** Upper bound of w·δ over ‖δ‖ ≤ ε. */
  dual(w: Float64Array, epsilon: number): number;
  /** A δ of the ball that attains the dual bound, up to rounding. */
  worst(w: Float64Array, epsilon: number): Float64Array;
}

export type Interval = readonly [low: number, high: number];

/** All points with low ≤ x ≤ high, coordinate by coordinate; empty where a low is above its high. */
export interface Box {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** The box x ± ε, cut to the domain: the hull of every ball whose norm gives a unit vector the length 1. */
export function boxAround(centre: Float32Array, epsilon: number, domain?: Interval | null): Box {
  const [lowest, highest] = domain ?? [-Infinity, Infinity];
  const [least, most] = [floatDown(lowest), floatUp(highest)];
  return {
    low: centre.map((x) => Math.max(least, floatDown(nextDown(x - epsilon)))),
    high: centre.map((x) => Math.min(most, floatUp(nextUp(x + epsilon)))),
  };
}

/** Upper bounds of |a − b|, coordinate by coordinate; exact where they are doubles. */
export const distances = (a: Float32Array, b: Float32Array): Float64Array =>
  Float64Array.from(a, (x, j) => addUp(Math.max(x, b[j]!), -Math.min(x, b[j]!)));
