import type { Sample } from '../certifier.ts';
import type { Draws } from '../statistics/noise.ts';

/** How copies of a sample are drawn, in rows of the model's input. */
export interface Sampler {
  /** Values of a row. */
  readonly size: number;
  /** Values that rows may be full of, to try whether rows influence each other. */
  readonly ends: readonly number[];
  /** Makes ready for a sample. Throws RangeError for one of another size. */
  at(sample: Sample): Placed;
}

/** A sample to be copied. */
export interface Placed {
  /** Upper bound of the distance to the point that is copied, in the norm of the noise. */
  readonly distance: number;
  /** Writes consecutive copies into `out`, row by row: as many as it holds. */
  fill(out: Float32Array, draws: Draws): void;
}
