import { gridSteps, type Grid } from '../grid.ts';
import { Keystream, STAGES } from '../keystream.ts';
import type { Draws } from '../noise.ts';
import { WholeNumbers } from '../whole-numbers.ts';
import { uniformValues } from './uniform.ts';

/** Blocks of the keystream beyond those needed if no word were dropped. */
const SPARE = 8;

/**
 * The split noise of a grid: draw s cuts every coordinate's range at places 2λ apart, halfway between values of the grid,
 * and shows the middle of the piece that the coordinate lies in. All Q = 2λ/step draws (rounded, at least 1) are made; how far
 * each moves the cuts is the same for all samples, plus an offset for every coordinate that the key decides.
 *
 * Algebra, in half steps from the grid's low end: coordinate j at place i lies at 2i; draw s cuts at 2((s + v_j) mod Q) + 1 + 2Qz
 * for whole z. The piece is [a, a + 2Q) around 2i, cut to [0, 2·steps]; shown is low + (sum of its ends)/4·step, rounded to
 * float32. Every cut between two neighbours on the grid is made in exactly one draw: `splitRadius` rests on that and
 * on nothing else, for any offsets.
 *
 * Offsets v_j are uniform on 0, …, Q − 1: `WholeNumbers` of the stream (stage offsets, sample 0) from block 0 on, one after the other.
 * Reference: A. Levine, S. Feizi 2021 (2103.10834).
 */
export class SplitNoise {
  /** Q: how many draws there are, and votes of a sample. */
  readonly votes: number;
  /** v_j: whole numbers below Q. */
  readonly offsets: Int32Array;
  readonly #last: number;
  /** Entry s is what is shown for a piece whose ends add up to s half steps. */
  readonly #values: Float32Array;
  /** The least and the greatest value that a coordinate can be shown as. */
  readonly ends: readonly [number, number];

  /** `lambda`: half the distance of cuts, in the grid's units. `seed`: 32 bytes. Throws RangeError for Q above 2^21. */
  constructor(grid: Grid, lambda: number, dimensions: number, seed: Uint8Array) {
    this.votes = uniformValues(lambda, grid.step);
    if (!(this.votes <= 2 ** 21)) throw new RangeError(`${this.votes} votes are too many`);
    this.#last = gridSteps(grid);
    this.#values = Float32Array.from(
      { length: 4 * this.#last + 1 },
      (_, s) => grid.low + (s / 4) * grid.step,
    );
    this.offsets = offsetsOf(seed, dimensions, this.votes);
    this.ends = [this.#values[0]!, this.#values.at(-1)!];
  }

  /**
   * Writes consecutive draws of the sample at `places` into `out`, row by row: as many as `out` holds. Draws `votes` and
   * further repeat the first ones.
   */
  fill(out: Float32Array, places: Int32Array, { draw }: Pick<Draws, 'draw'>): void {
    const d = places.length;
    const period = 2 * this.votes;
    const end = 2 * this.#last;
    for (let at = 0, s = draw % this.votes; at < out.length; at += d, s = (s + 1) % this.votes) {
      for (let j = 0; j < d; j++) {
        let cut = 2 * (this.offsets[j]! + s) + 1;
        if (cut > period) cut -= period;
        const low = 2 * places[j]! - cut;
        const piece = cut + (low >= 0 ? low - (low % period) : -period);
        const sum = Math.max(piece, 0) + Math.min(piece + period, end);
        out[at + j] = this.#values[sum]!;
      }
    }
  }
}

function offsetsOf(seed: Uint8Array, dimensions: number, votes: number): Int32Array {
  const blocks = Math.ceil(dimensions / 2) + SPARE;
  const numbers = new WholeNumbers(new Keystream(seed).run(STAGES.offsets, 0, 0, blocks));
  return Int32Array.from({ length: dimensions }, () => numbers.below(votes));
}
