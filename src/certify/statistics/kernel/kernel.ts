import type { Grid } from '../grid.ts';
import type { Keystream } from '../keystream.ts';
import type { NoiseTable } from '../noise-table.ts';
import type { Draws } from '../noise.ts';

/** What noisy rows are made of. */
export interface Recipe {
  readonly table: NoiseTable;
  readonly grid: Grid;
  /** Steps that values may leave the grid on either side. */
  readonly clip: number;
  /** Coordinates of a row. */
  readonly dimensions: number;
  readonly keystream: Keystream;
}

/** Makes the rows that `Noise` promises. All kernels make the same, bit for bit. */
export interface Kernel {
  /** As `Noise.fill`, for a sample of so many places as there are coordinates. */
  fill(out: Float32Array, places: Int32Array, draws: Draws): void;
}
