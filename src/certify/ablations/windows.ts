import type { Draws } from '../statistics/noise.ts';
import { positions, type Window } from '../statistics/radii/patch.ts';
import type { Absence } from './absence.ts';
import type { Picture } from './picture.ts';
import { View } from './view.ts';

/**
 * Shows one window of a picture after the other, at every position: a band of s columns, of s rows, or a block s × s, which go on at
 * the other edge where they leave the picture. `patchSide` rests on every pixel being shown by as many positions as any other.
 *
 * Position i of columns begins at column i, of rows at row i, of blocks at row ⌊i/width⌋ and column i mod width. Nothing is random.
 * Reference: A. Levine, S. Feizi 2020 (2002.10733).
 */
export class WindowAblation {
  /** How many positions there are, and votes of a sample. */
  readonly votes: number;
  /** Values that the model takes for one sample. */
  readonly size: number;
  readonly #view: View;
  readonly #picture: Picture;
  readonly #window: Window;

  /** Throws RangeError for a side that is not whole, or is longer than the picture. */
  constructor(picture: Picture, window: Window, absence: Absence) {
    const { height, width } = extent(window, picture);
    if (!(
      Number.isInteger(window.side) &&
      window.side >= 1 &&
      height <= picture.height &&
      width <= picture.width
    ))
      throw new RangeError(
        `no ${window.kind} of ${window.side} in ${picture.height} × ${picture.width} pixels`,
      );
    this.votes = positions(window, picture);
    this.#view = new View(picture, absence);
    this.size = this.#view.size;
    this.#picture = picture;
    this.#window = window;
  }

  /**
   * Writes consecutive positions of a sample into `out`, row by row, from number `draw` on: as many as `out` holds, `size` values each.
   * Positions `votes` and further repeat the first ones.
   */
  fill(out: Float32Array, values: Float32Array, { draw }: Pick<Draws, 'draw'>): void {
    const whole = this.#view.whole(values);
    this.#view.clear(out);
    for (let start = 0, i = draw; start < out.length; start += this.size, i++) {
      this.#show(out, start, whole, i % this.votes);
    }
  }

  #show(out: Float32Array, start: number, whole: Float32Array, position: number): void {
    const { height, width } = this.#picture;
    const { kind } = this.#window;
    const span = extent(this.#window, this.#picture);
    const top = kind === 'rows' ? position : kind === 'block' ? Math.floor(position / width) : 0;
    const left = kind === 'rows' ? 0 : position % width;
    for (let i = 0; i < span.height; i++) {
      const row = ((top + i) % height) * width;
      for (let j = 0; j < span.width; j++) this.#view.copy(out, start, whole, row + ((left + j) % width));
    }
  }
}

/** Rows and columns that a window shows. */
const extent = ({ kind, side }: Window, { height, width }: Picture): { height: number; width: number } => ({
  height: kind === 'columns' ? height : side,
  width: kind === 'rows' ? width : side,
});
