import { gridSteps, gridValue, type Grid } from '../grid.ts';
import { BIG_ENDIAN } from '../keystream.ts';
import { UNDECIDED, type NoiseTable } from '../noise-table.ts';
import type { Draws } from '../noise.ts';
import type { Kernel, Recipe } from './kernel.ts';

/** Keystream bytes asked for at once: more makes the engine map fresh memory every time. */
const PIECE = 16_384;

/** The kernel in JavaScript: what the compiled one is measured by, and what stands in for it where it cannot be had. */
export class PlainKernel implements Kernel {
  readonly #recipe: Recipe;
  /** Entry place + count is the value at place + count − reach, clipped. */
  readonly #values: Float32Array;
  readonly #open: Int32Array;

  constructor(recipe: Recipe) {
    const { grid, clip, table, dimensions } = recipe;
    this.#recipe = recipe;
    this.#values = paddedValues(grid, clip, table.reach);
    this.#open = new Int32Array(Math.max(dimensions, PIECE / 2));
  }

  fill(out: Float32Array, places: Int32Array, draws: Draws): void {
    const { keystream, table, dimensions: d } = this.#recipe;
    const blocks = Math.ceil(d / 8);
    const piece = Math.max(1, Math.floor(PIECE / (16 * blocks)));
    const rows = out.length / d;
    for (let row = 0; row < rows; row += piece) {
      const count = Math.min(piece, rows - row);
      const draw = draws.draw + row;
      const bits = keystream.run(draws.stage, draws.sample, draw * blocks, count * blocks);
      const part = out.subarray(row * d, (row + count) * d);
      const left = lookUp(part, places, bits, 8 * blocks, table.decided, this.#values, this.#open);
      this.#decide(part, places, bits, this.#open.subarray(0, left), { ...draws, draw });
    }
  }

  /** The draws that 16 bits leave open, listed by their place in `out`. */
  #decide(out: Float32Array, places: Int32Array, bits: Uint16Array, open: Int32Array, draws: Draws): void {
    const { keystream, table, dimensions: d } = this.#recipe;
    const stride = 8 * Math.ceil(d / 8);
    const low = keystream.pick(draws.stage + 1, draws.sample, draws.draw * d, open);
    for (let i = 0; i < open.length; i++) {
      const at = open[i]!;
      const row = Math.floor(at / d);
      const j = at - row * d;
      const count = countThresholds(table, bits[row * stride + j]!, low[i]!);
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

/** Long enough that the hot loop may look up an undecided count too, and need not ask first. */
function paddedValues(grid: Grid, clip: number, reach: number): Float32Array {
  const last = gridSteps(grid);
  const values = new Float32Array(last + UNDECIDED + 1);
  for (let i = 0; i <= last + 2 * reach; i++) {
    values[i] = gridValue(grid, Math.min(Math.max(i - reach, -clip), last + clip));
  }
  return values;
}
