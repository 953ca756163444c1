import { absentValue, present, shown, type Absence } from './absence.ts';
import { pixelsOf, place, type Picture } from './picture.ts';

/** Shows a sample with most of its pixels absent. What is shown depends on the pixels that are not, and on nothing else. */
export class View {
  /** Values that the model takes for one sample. */
  readonly size: number;
  readonly #absence: Absence;
  readonly #picture: Picture;
  readonly #shown: Picture;

  constructor(picture: Picture, absence: Absence) {
    this.#picture = picture;
    this.#absence = absence;
    this.#shown = shown(absence, picture);
    this.size = pixelsOf(picture) * this.#shown.channels;
  }

  /** The whole sample, encoded: what `copy` takes pixels from. Throws RangeError for a sample of another size. */
  whole(values: Float32Array): Float32Array {
    const size = pixelsOf(this.#picture) * this.#picture.channels;
    if (values.length === size) return present(this.#absence, this.#picture, values);
    throw new RangeError(`a sample of ${values.length} values for a picture of ${size}`);
  }

  /** Makes every pixel of `rows` absent. */
  clear(rows: Float32Array): void {
    rows.fill(absentValue(this.#absence));
  }

  /** Shows a pixel of `whole` in the row of `rows` that begins at `start`. */
  copy(rows: Float32Array, start: number, whole: Float32Array, pixel: number): void {
    for (let channel = 0; channel < this.#shown.channels; channel++) {
      const at = place(this.#shown, pixel, channel);
      rows[start + at] = whole[at]!;
    }
  }
}
