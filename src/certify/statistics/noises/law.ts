import type { Margins, Threshold } from '../anytime-threshold.ts';
import type { Lead } from '../radii/lead.ts';

/**
 * A distribution of noise on a grid. `scale` is its one parameter, in the grid's units, `step` the width of the grid; both
 * are taken as the exact values of their doubles. A coordinate of the noise η is rounded to a whole number J of steps.
 *
 * What is certified is f∘q under η, with q the rounding to the grid and the clipping. As f∘q is a classifier like any other, the
 * law's radius holds at a point of the grid against every real perturbation, on the grid or off it.
 */
export interface NoiseLaw {
  readonly name: string;
  /** The norm of the radius; a sample's way to its place on the grid is measured in it too. */
  readonly norm: 'l2' | 'l1';
  /** Steps that its scale has on a grid that is chosen for it: many, and not more than a table holds. */
  readonly fineness: number;
  /** J is in [−reach, reach]. */
  reach(scale: number, step: number): number;
  /** Steps that noisy values may leave the grid on either side before they are clipped. */
  clip(scale: number, step: number): number;
  /** 2^64·P(J ≤ j) for −reach ≤ j < reach, in ascending order, rounded to whole numbers; fewer where J ends earlier. */
  thresholds(scale: number, step: number): bigint[];
  /**
   * Upper bound of the total variation distance between the noise that is drawn and the exact law, over so many
   * coordinates: what any event's probability is off by, at most.
   */
  allowance(scale: number, step: number, dimensions: number): number;
  /** The radius around a point of the grid, in the grid's units, rounded down; 0 where none is proved. */
  radius(lead: Lead, scale: number, step: number): number;
  /** The same for a class alone, where it is known better than as that of `leadOf`. */
  alone?(lower: number, scale: number, step: number): number;
  /** No radius of a class of at most this probability, alone, is above: rounded up. */
  most(upper: number, scale: number, step: number): number;
  /** The probability at which a class alone has a radius; found by bisection where it is left out. */
  threshold?(radius: number, scale: number, margins: Margins): Threshold;
}
