import { gridSteps, type Grid } from '../grid.ts';
import { BIG_ENDIAN } from '../keystream.ts';
import { UNDECIDED, type NoiseTable } from '../noise-table.ts';
import type { Draws } from '../noise.ts';
import { engine } from './engine.ts';
import type { Kernel, Recipe } from './kernel.ts';
import { ENTRY, LAYOUT, load, OPEN, type Program } from './program.ts';

/** Keystream bytes whose rows are made at once: few enough that all of it stays near the processor until it is copied. */
const PIECE = 65_536;
const PAGE = 65_536;
const BLOCK = 16;
/** The program writes up to seven values after the last row. */
const SLACK = 32;

/** Where the rest lies in the memory, behind what the program's layout fixes. */
interface Areas {
  readonly places: number;
  readonly bits: number;
  readonly list: number;
  /** Counters of blocks, and then the blocks. */
  readonly blocks: number;
  readonly rows: number;
  readonly end: number;
}

/** The kernel in WebAssembly (program.ts): tables, bits and rows lie in one memory. */
export class CompiledKernel implements Kernel {
  readonly #recipe: Recipe;
  readonly #areas: Areas;
  readonly #bytes: Uint8Array;
  readonly #places: Int32Array;
  readonly #rows: Float32Array;
  readonly #program: Program;

  /** Null where the machine has no such memory, or its bytes lie the other way round. */
  static make(recipe: Recipe): CompiledKernel | null {
    if (BIG_ENDIAN) return null;
    try {
      return new CompiledKernel(recipe);
    } catch {
      return null;
    }
  }

  private constructor(recipe: Recipe) {
    const { table, dimensions: d } = recipe;
    const areas = areasFor(d, table);
    const pages = Math.ceil(areas.end / PAGE);
    const { Memory } = engine();
    const memory = new Memory({ initial: pages, maximum: pages });
    this.#recipe = recipe;
    this.#areas = areas;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#places = new Int32Array(memory.buffer, areas.places, d);
    this.#program = load(memory);
    this.#rows = new Float32Array(memory.buffer, areas.rows, pieceOf(d) * d);
    writeTable(memory.buffer, table);
    writeGrid(memory.buffer, recipe.grid, recipe.clip);
  }

  fill(out: Float32Array, places: Int32Array, draws: Draws): void {
    const d = this.#recipe.dimensions;
    this.#places.set(places);
    for (let at = 0; at < out.length; at += this.#rows.length) {
      const part = this.#rows.subarray(0, out.length - at);
      this.#make(part.length / d, { ...draws, draw: draws.draw + at / d });
      out.set(part, at);
    }
  }

  /** Makes the first of its rows. */
  #make(count: number, { stage, sample, draw }: Draws): void {
    const { keystream, dimensions: d } = this.#recipe;
    const { bits, places, list, rows } = this.#areas;
    const blocks = Math.ceil(d / 8);
    keystream.write(this.#bytes, bits, stage, sample, draw * blocks, count * blocks);
    const open = this.#program.show(rows, rows + 4 * d * count, bits, places, 4 * d, list);
    if (open === list) return;
    keystream.head(this.#bytes, LAYOUT.stream, stage + 1, sample);
    writeWide(this.#bytes, LAYOUT.block, draw * d);
    this.#decide(open);
  }

  /** Decides what is listed up to `open`. */
  #decide(open: number): void {
    const { list, blocks, rows } = this.#areas;
    const end = this.#program.count(list, open, rows, blocks);
    this.#bytes.set(this.#recipe.keystream.blocks(this.#bytes.subarray(blocks, end)), blocks);
    this.#program.decide(list, open, blocks);
  }
}

/** Rows of a piece. */
const pieceOf = (d: number): number => Math.max(1, Math.floor(PIECE / (BLOCK * Math.ceil(d / 8))));

function areasFor(d: number, table: NoiseTable): Areas {
  const groups = Math.ceil(d / 8);
  const draws = pieceOf(d) * d;
  const places = aligned(LAYOUT.thresholds + 8 * table.low.length);
  const bits = aligned(places + 32 * groups);
  const list = aligned(bits + BLOCK * groups * pieceOf(d));
  const blocks = aligned(list + ENTRY * draws);
  const rows = aligned(blocks + BLOCK * draws);
  return { places, bits, list, blocks, rows, end: rows + 4 * draws + SLACK };
}

const aligned = (address: number): number => Math.ceil(address / 64) * 64;

function writeTable(memory: ArrayBuffer, { reach, decided, first, low }: NoiseTable): void {
  const steps = new Int16Array(memory, LAYOUT.steps, decided.length);
  for (let prefix = 0; prefix < decided.length; prefix++) {
    const count = decided[prefix]!;
    steps[prefix] = count === UNDECIDED ? OPEN : count - reach;
  }
  new Uint16Array(memory, LAYOUT.first, first.length).set(first);
  new Int32Array(memory, LAYOUT.reach, 1).fill(reach);
  new BigUint64Array(memory, LAYOUT.thresholds, low.length).set(Array.from(low, BigInt));
}

function writeGrid(memory: ArrayBuffer, grid: Grid, clip: number): void {
  new Int32Array(memory, LAYOUT.least, 4).fill(-clip);
  new Int32Array(memory, LAYOUT.greatest, 4).fill(gridSteps(grid) + clip);
  new Float64Array(memory, LAYOUT.step, 2).fill(grid.step);
  new Float64Array(memory, LAYOUT.low, 2).fill(grid.low);
}

/** A whole number below 2^53 as 64 bits, the low ones first. */
function writeWide(bytes: Uint8Array, at: number, value: number): void {
  new DataView(bytes.buffer).setBigUint64(at, BigInt(value), true);
}
