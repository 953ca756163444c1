import { gridSteps, gridValue, type Grid } from './grid.ts';
import { BIG_ENDIAN, Keystream, type Stage } from './keystream.ts';
import { tableOf, UNDECIDED, type NoiseTable } from './noise-table.ts';
import { gaussianNoise } from './noises/gaussian.ts';
import type { NoiseLaw } from './noises/law.ts';

/** Keystream bytes asked for at once: more makes the engine map fresh memory every time. */
const PIECE = 65_536;

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
 * is x/step + J, clipped, with independent whole steps J: integers are added and a float32 looked up, so nothing is
 * rounded, on any machine. The law's allowance bounds how inexact J's distribution is.
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
  readonly #table: NoiseTable;
  /** Entry place + count is the value at place + count − reach, clipped. */
  readonly #values: Float32Array;
  readonly #keystream: Keystream;
  readonly #open: Int32Array;
  readonly #dimensions: number;
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
    this.#table = cachedTable(law, scale, grid.step);
    this.#values = paddedValues(grid, clip, this.#table.reach);
    this.#keystream = new Keystream(seed);
    this.#dimensions = dimensions;
    this.ends = [gridValue(grid, -clip), gridValue(grid, gridSteps(grid) + clip)];
    this.#open = new Int32Array(Math.max(dimensions, PIECE / 2));
  }

  /**
   * Writes consecutive noisy copies of the sample at `places` into `out`, row by row: as many as `out` holds.
   */
  fill(out: Float32Array, places: Int32Array, draws: Draws): void {
    const d = this.#dimensions;
    const blocks = Math.ceil(d / 8);
    const piece = Math.max(1, Math.floor(PIECE / (16 * blocks)));
    const rows = out.length / d;
    for (let row = 0; row < rows; row += piece) {
      const count = Math.min(piece, rows - row);
      const draw = draws.draw + row;
      const bits = this.#keystream.run(draws.stage, draws.sample, draw * blocks, count * blocks);
      const part = out.subarray(row * d, (row + count) * d);
      const left = lookUp(part, places, bits, 8 * blocks, this.#table.decided, this.#values, this.#open);
      this.#decide(part, places, bits, this.#open.subarray(0, left), { ...draws, draw });
    }
  }

  /** The draws that 16 bits leave open, listed by their place in `out`. */
  #decide(out: Float32Array, places: Int32Array, bits: Uint16Array, open: Int32Array, draws: Draws): void {
    const d = this.#dimensions;
    const stride = 8 * Math.ceil(d / 8);
    const low = this.#keystream.pick(draws.stage + 1, draws.sample, draws.draw * d, open);
    for (let i = 0; i < open.length; i++) {
      const at = open[i]!;
      const row = Math.floor(at / d);
      const j = at - row * d;
      const count = countThresholds(this.#table, bits[row * stride + j]!, low[i]!);
      out[at] = this.#values[places[j]! + count]!;
    }
  }
}

/** Shifts that bring the first and the second number of a pair down to the low 16 bits. */
const FIRST = BIG_ENDIAN ? 16 : 0;
const SECOND = 16 - FIRST;

/**
 * The hot loop: everything that 16 bits decide, two coordinates at a time. Answers how many places it left, which it lists
 * in `open`; what it writes there is of no use.
 */
function lookUp(
  out: Float32Array,
  places: Int32Array,
  bits: Uint16Array,
  stride: number,
  decided: Uint16Array,
  values: Float32Array,
  open: Int32Array,
): number {
  const d = places.length;
  const pairs = new Uint32Array(bits.buffer, bits.byteOffset, bits.length >> 1);
  const even = d & ~1;
  let left = 0;
  for (let at = 0, start = 0; at < out.length; at += d, start += stride) {
    for (let j = 0, pair = start >> 1; j < even; j += 2, pair++) {
      const both = pairs[pair]!;
      const one = decided[(both >>> FIRST) & 0xffff]!;
      const two = decided[(both >>> SECOND) & 0xffff]!;
      out[at + j] = values[places[j]! + one]!;
      out[at + j + 1] = values[places[j + 1]! + two]!;
      if (one === UNDECIDED) open[left++] = at + j;
      if (two === UNDECIDED) open[left++] = at + j + 1;
    }
    if (even === d) continue;
    const count = decided[bits[start + even]!]!;
    out[at + even] = values[places[even]! + count]!;
    if (count === UNDECIDED) open[left++] = at + even;
  }
  return left;
}

/** How many thresholds are ≤ prefix·2^48 + low. */
function countThresholds(table: NoiseTable, prefix: number, low: number): number {
  let from = table.first[prefix]!;
  let to = table.first[prefix + 1]!;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (table.low[middle]! <= low) from = middle + 1;
    else to = middle;
  }
  return from;
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

/** Long enough that the hot loop may look up an undecided count too, and need not ask first. */
function paddedValues(grid: Grid, clip: number, reach: number): Float32Array {
  const last = gridSteps(grid);
  const values = new Float32Array(last + UNDECIDED + 1);
  for (let i = 0; i <= last + 2 * reach; i++) {
    values[i] = gridValue(grid, Math.min(Math.max(i - reach, -clip), last + clip));
  }
  return values;
}
