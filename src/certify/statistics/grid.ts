import { l2 } from '../perturbations/l2.ts';
import type { Perturbation } from '../perturbations/perturbation.ts';
import { nextUp, UNIT_ROUNDOFF } from './rounding.ts';

/**
 * Equally spaced values low, low + step, …, high: what a sample's coordinates are, and where noise is added.
 */
export interface Grid {
  readonly step: number;
  readonly low: number;
  readonly high: number;
}

/** Steps from the grid's low end to its high end. */
export const gridSteps = ({ step, low, high }: Grid): number => Math.round((high - low) / step);

/** The float32 that stands for place i of the grid (i < 0 and i > steps: beyond its ends). */
export const gridValue = (grid: Grid, i: number): number => Math.fround(grid.low + i * grid.step);

/** A sample on a grid. */
export interface Placed {
  /** Every coordinate's place, 0 … steps. */
  readonly places: Int32Array;
  /** Upper bound of the distance from the sample to its place, in the norm asked for and the sample's units. */
  readonly distance: number;
}

/**
 * The nearest point of the grid, and how far it is in a norm, L2 unless another is given. A certificate is proved at that point; the ball around
 * the sample is smaller by the distance.
 *
 * The grid's points are low + i·step in exact arithmetic, and so is the distance, rounded up: 17/255 has no
 * exact float32, and the float32 that is written for it lies some 10^−8 off. On a grid of powers of two, values
 * of the grid are at distance 0.
 *
 * Throws RangeError for a coordinate that is not finite.
 */
export function placeOnGrid(
  grid: Grid,
  values: Float32Array,
  norm: Pick<Perturbation, 'length'> = l2,
): Placed {
  const last = gridSteps(grid);
  const places = new Int32Array(values.length);
  const off = new Float64Array(values.length);
  for (let j = 0; j < values.length; j++) {
    const x = values[j]!;
    if (!Number.isFinite(x)) throw new RangeError(`coordinate ${j} is ${x}`);
    const i = Math.min(Math.max(Math.round((x - grid.low) / grid.step), 0), last);
    places[j] = i;
    off[j] = distanceUp(grid, i, x);
  }
  return { places, distance: norm.length(off) };
}

/**
 * How much further than half a step from its place an input within the grid's ends may lie: the quotient that finds the place is
 * rounded twice, by 2^−53 of at most steps + 1.
 */
export const placeSlack = (grid: Grid): number => (gridSteps(grid) + 1) * grid.step * 2 ** -51;

/**
 * How far the float32 that stands for a point of the grid may be off: two units in its last place, as a quotient or a product of
 * float32 comes out.
 */
export const writtenSlack = ({ low, high }: Grid): number =>
  Math.max(Math.abs(low), Math.abs(high)) * 2 ** -22 + 2 ** -148;

/** Steps below this are not taken apart into exact products. */
const SMALLEST_EXACT = 2 ** -90;

/**
 * |x − (low + i·step)|, rounded up. A step is a float32 and a rest of 29 bits, whose products with i < 2^21 are exact; what
 * the sum of the parts loses to rounding is found by Knuth's two-sum and added.
 */
function distanceUp({ low, step }: Grid, i: number, x: number): number {
  if (step < SMALLEST_EXACT) {
    const rounding = 4 * UNIT_ROUNDOFF * (Math.abs(x) + Math.abs(low) + Math.abs(i * step));
    return nextUp(Math.abs(x - (low + i * step)) + rounding);
  }
  const coarse = Math.fround(step);
  let sum = x;
  let lost = 0;
  for (const part of [-low, -i * coarse, -i * (step - coarse)]) {
    const next = sum + part;
    const added = next - sum;
    lost += Math.abs(sum - (next - added) + (part - added));
    sum = next;
  }
  return lost === 0 ? Math.abs(sum) : nextUp(Math.abs(sum) + nextUp(2 * lost));
}
