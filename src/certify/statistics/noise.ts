import { gridSteps, gridValue, type Grid } from './grid.ts';
import { CompiledKernel } from './kernel/compiled.ts';
import type { Kernel } from './kernel/kernel.ts';
import { PlainKernel } from './kernel/plain.ts';
import { Keystream, type Stage } from './keystream.ts';
import { tableOf, type NoiseTable } from './noise-table.ts';
import { gaussianNoise } from './noises/gaussian.ts';
import type { NoiseLaw } from './noises/law.ts';

/**
 * Which draws of the noise: `stage` and `sample` name a stream, `draw` is the number of the first one in it.
 */
export interface Draws {
  readonly stage: Stage;
  readonly sample: number;
  readonly draw: number;
}

/**
 * Exact noise on a grid: q(x + η) for a point x of the grid, where η has independent coordinates of one distribution (a
 * `NoiseLaw`: Gaussian unless another is given) and q rounds to the grid and clips the law's k steps beyond its ends. It
 * is x/step + J, clipped, with independent whole steps J: integers are added, and the float32 that stands for the sum
 * (`gridValue`) is written, so nothing of the noise is rounded, on any machine. The law's allowance bounds how inexact J's distribution is.
 *
 * The bits (test/golden/noise.py does the same in Python): a draw of d coordinates takes B = ⌈2d/16⌉ blocks
 * of its stream, draw i from block i·B on. Coordinate j reads the j-th 16-bit number of the draw as the top
 * bits of U. Where these leave J open, the low 48 bits of U are the first three numbers, low one first, of
 * block i·d + j of the stream of stage + 1.
 *
 * Reference: H. Jin, O. Ohrimenko, B. Rubinstein 2022 (2205.10159) and V. Voráček, M. Hein 2022 (2207.07209)
 * on why floating point noise is no basis for a certificate.
 */
export class Noise {
  readonly #dimensions: number;
  readonly #kernel: Kernel;
  /** The least and the greatest value that a noisy coordinate can have. */
  readonly ends: readonly [number, number];

  /**
   * `scale`: the law's parameter, in the grid's units. `seed`: 32 bytes. Throws RangeError when the noise reaches further
   * than a table does.
   */
  constructor(
    grid: Grid,
    scale: number,
    dimensions: number,
    seed: Uint8Array,
    law: NoiseLaw = gaussianNoise,
  ) {
    const clip = law.clip(scale, grid.step);
    const table = cachedTable(law, scale, grid.step);
    const recipe = { table, grid, clip, dimensions, keystream: new Keystream(seed) };
    this.#dimensions = dimensions;
    this.#kernel = CompiledKernel.make(recipe) ?? new PlainKernel(recipe);
    this.ends = [gridValue(grid, -clip), gridValue(grid, gridSteps(grid) + clip)];
  }

  /**
   * Writes consecutive noisy copies of the sample at `places` into `out`, row by row: as many as `out` holds. Throws RangeError
   * for places of another number of coordinates.
   */
  fill(out: Float32Array, places: Int32Array, draws: Draws): void {
    if (places.length !== this.#dimensions)
      throw new RangeError(`${places.length} places for noise of ${this.#dimensions} coordinates`);
    this.#kernel.fill(out, places, draws);
  }
}

/** The last few tables: a runner opens many sessions of few methods, and a table takes milliseconds. */
const TABLES = new Map<string, NoiseTable>();

function cachedTable(law: NoiseLaw, scale: number, step: number): NoiseTable {
  const key = `${law.name} ${scale} ${step}`;
  const table = TABLES.get(key) ?? tableOf(() => law.thresholds(scale, step), law.reach(scale, step));
  TABLES.delete(key);
  TABLES.set(key, table);
  const [oldest] = TABLES.keys();
  if (TABLES.size > 4) TABLES.delete(oldest!);
  return table;
}
