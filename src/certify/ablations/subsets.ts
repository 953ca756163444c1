import { Keystream } from '../statistics/keystream.ts';
import type { Draws } from '../statistics/noise.ts';
import { WholeNumbers } from '../statistics/whole-numbers.ts';
import type { Absence } from './absence.ts';
import { pixelsOf, type Picture } from './picture.ts';
import { View } from './view.ts';

/** Blocks of the keystream for each draw, beyond those needed if no word were dropped. */
const SPARE = 8;

/** Pixels of a picture, at most. */
export const MOST_PIXELS = 2 ** 21;

/** Blocks of the keystream that a draw of k of d pixels takes: a word each, four to a block, and spare ones. */
export const blocksOf = (kept: number, pixels: number): number =>
  Math.ceil(kept / 4) + SPARE + Math.floor((kept * pixels) / 2 ** 33);

/**
 * Shows k of a picture's d pixels, every set of k with the same probability, exactly; `ablationRadius` rests on that. A pixel is
 * shown with all its channels.
 *
 * Algebra: the first k steps of Fisher's and Yates's shuffle of 0, …, d−1: for i = 0 … k−1 entry i changes places with entry i
 * + r, r uniform below d − i. The entries 0 … k−1 are shown.
 *
 * The bits (test/golden/ablations.py does the same in Python): draw i of a stream takes `WholeNumbers` from its blocks i·B to
 * (i+1)·B, B = ⌈k/4⌉ + 8 + ⌊kd/2^33⌋. A word is dropped with probability below d/2^32, so μ = kd/2^32 at most are expected to be,
 * and 28 + 2μ are spare: more are dropped with probability below 2^−50 (Chernoff's bound; k = 45 of 784: 2^−600). Then `fill` throws, and
 * nothing is certified.
 * Reference: A. Levine, S. Feizi 2019 (1911.09272).
 */
export class SubsetAblation {
  /** Values that the model takes for one sample. */
  readonly size: number;
  readonly #view: View;
  readonly #kept: number;
  readonly #keystream: Keystream;
  readonly #order: Int32Array;
  readonly #changed: Int32Array;

  /** `kept`: k. `seed`: 32 bytes. Throws RangeError unless 1 ≤ k ≤ d ≤ 2^21. */
  constructor(picture: Picture, kept: number, absence: Absence, seed: Uint8Array) {
    const pixels = pixelsOf(picture);
    if (!(Number.isInteger(kept) && kept >= 1 && kept <= pixels && pixels <= MOST_PIXELS))
      throw new RangeError(`${kept} of ${pixels} pixels cannot be kept`);
    this.#view = new View(picture, absence);
    this.size = this.#view.size;
    this.#kept = kept;
    this.#keystream = new Keystream(seed);
    this.#order = Int32Array.from({ length: pixels }, (_, i) => i);
    this.#changed = new Int32Array(kept);
  }

  /** Writes consecutive draws of a sample into `out`, row by row: as many as `out` holds, `size` values each. */
  fill(out: Float32Array, values: Float32Array, { stage, sample, draw }: Draws): void {
    const blocks = blocksOf(this.#kept, this.#order.length);
    const rows = out.length / this.size;
    const words = 4 * blocks;
    const whole = this.#view.whole(values);
    const bits = this.#keystream.run(stage, sample, draw * blocks, rows * blocks);
    this.#view.clear(out);
    for (let row = 0; row < rows; row++) {
      const numbers = new WholeNumbers(bits, row * words, (row + 1) * words);
      this.#shuffle(numbers);
      for (let i = 0; i < this.#kept; i++) this.#view.copy(out, row * this.size, whole, this.#order[i]!);
      this.#restore();
    }
  }

  #shuffle(numbers: WholeNumbers): void {
    for (let i = 0; i < this.#kept; i++) {
      const other = i + numbers.below(this.#order.length - i);
      this.#changed[i] = other;
      this.#swap(i, other);
    }
  }

  /** Every draw begins with the pixels in their own order, so that it is the same whatever was drawn before. */
  #restore(): void {
    for (let i = this.#kept - 1; i >= 0; i--) this.#swap(i, this.#changed[i]!);
  }

  #swap(i: number, j: number): void {
    const pixel = this.#order[i]!;
    this.#order[i] = this.#order[j]!;
    this.#order[j] = pixel;
  }
}
