import { l2 } from '../perturbations/l2.ts';
import { UNIT_ROUNDOFF } from './rounding.ts';

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

/** Steps that noise may leave the grid on either side before it is clipped: six standard deviations. */
export const clipSteps = (grid: Grid, sigma: number): number => Math.ceil((6 * sigma) / grid.step);

/** The float32 that stands for place i of the grid (i < 0 and i > steps: beyond its ends). */
export const gridValue = (grid: Grid, i: number): number => Math.fround(grid.low + i * grid.step);

/** A sample on a grid. */
export interface Placed {
  /** Every coordinate's place, 0 … steps. */
  readonly places: Int32Array;
  /** Upper bound of the L2 distance from the sample to its place, in the sample's units. */
  readonly distance: number;
}

/**
 * The nearest point of the grid, and how far it is. A certificate is proved at that point; the ball around
 * the sample is smaller by the distance.
 *
 * A coordinate that equals the float32 of its place counts as being there: the float32 is how that point of
 * the grid is written (17/255 has no exact float32), and the grid's points are what distances are measured
 * between. Other distances are rounded up: |x − (low + i·step)| in doubles errs by less than 4 units of
 * roundoff of its three parts.
 *
 * Throws RangeError for a coordinate that is not finite.
 */
export function placeOnGrid(grid: Grid, values: Float32Array): Placed {
  const last = gridSteps(grid);
  const places = new Int32Array(values.length);
  const off = new Float64Array(values.length);
  for (let j = 0; j < values.length; j++) {
    const x = values[j]!;
    if (!Number.isFinite(x)) throw new RangeError(`coordinate ${j} is ${x}`);
    const i = Math.min(Math.max(Math.round((x - grid.low) / grid.step), 0), last);
    places[j] = i;
    if (x !== gridValue(grid, i)) off[j] = distanceUp(grid, i, x);
  }
  return { places, distance: l2.length(off) };
}

function distanceUp({ low, step }: Grid, i: number, x: number): number {
  const rounding = 4 * UNIT_ROUNDOFF * (Math.abs(x) + Math.abs(low) + Math.abs(i * step));
  return Math.abs(x - (low + i * step)) + rounding;
}
