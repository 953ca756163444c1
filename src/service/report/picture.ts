/** A sample as somebody can look at it. Pixels are row by row, with their channels together. */
export type Look =
  | {
      readonly kind: 'picture';
      readonly width: number;
      readonly height: number;
      readonly channels: 1 | 3;
      readonly pixels: Uint8Array;
      /** What was done to it, where it is not simply the image. */
      readonly note: string | null;
    }
  | {
      readonly kind: 'features';
      readonly values: readonly number[];
      /** Of the sample, when there are more. */
      readonly of: number;
    };

/** Values of flat data that are shown as numbers; where there are more, the sample is drawn. */
const MOST_FEATURES = 24;
/** Pixels on a side. */
const MOST_SIDE = 96;

interface Planes {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
}

/** Whether samples of this shape (channels first) are images, and not what is only drawn like one. */
export function isImage(shape: readonly number[]): boolean {
  const { count, rows, columns } = planesOf(shape);
  return shape.length === 3 && (count === 1 || count === 3) && rows > 1 && columns > 1;
}

/**
 * Draws a sample of `shape`, channels first: black is the lower end of `range`, white the upper one. Few flat values are listed.
 * Many are drawn in rows, one under the other; planes that are not three colours are averaged; what is large is made smaller.
 */
export function lookOf(
  values: Float32Array,
  shape: readonly number[],
  range: readonly [number, number],
): Look {
  const flat = isFlat(shape);
  if (flat && values.length <= MOST_FEATURES) {
    return { kind: 'features', values: [...values], of: values.length };
  }
  const planes = flat ? inRows(values.length) : planesOf(shape);
  const channels = planes.count === 3 ? 3 : 1;
  const step = Math.max(1, Math.ceil(Math.max(planes.rows, planes.columns) / MOST_SIDE));
  const height = Math.ceil(planes.rows / step);
  const width = Math.ceil(planes.columns / step);
  const pixels = new Uint8Array(width * height * channels);
  const tone = toneOf(range);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let channel = 0; channel < channels; channel++) {
        const [first, count] = channels === 3 ? [channel, 1] : [0, planes.count];
        const value = mean(values, planes, { first, count, row: row * step, column: column * step, step });
        pixels[(row * width + column) * channels + channel] = tone(value);
      }
    }
  }
  return { kind: 'picture', width, height, channels, pixels, note: noteOf(flat, planes, step) };
}

const isFlat = (shape: readonly number[]): boolean => shape.filter((size) => size > 1).length <= 1;

const planesOf = (shape: readonly number[]): Planes => ({
  count: shape.slice(0, -2).reduce((all, size) => all * size, 1),
  rows: shape.at(-2) ?? 1,
  columns: shape.at(-1) ?? 1,
});

function inRows(length: number): Planes {
  const columns = Math.ceil(Math.sqrt(length));
  return { count: 1, rows: Math.ceil(length / columns), columns };
}

interface Block {
  readonly first: number;
  readonly count: number;
  readonly row: number;
  readonly column: number;
  readonly step: number;
}

/** Over the values that there are in a block of some planes; NaN where there are none. */
function mean(values: Float32Array, { rows, columns }: Planes, block: Block): number {
  let sum = 0;
  let count = 0;
  for (let plane = block.first; plane < block.first + block.count; plane++) {
    for (let row = block.row; row < Math.min(rows, block.row + block.step); row++) {
      for (let column = block.column; column < Math.min(columns, block.column + block.step); column++) {
        const place = (plane * rows + row) * columns + column;
        if (place >= values.length) continue;
        sum += values[place]!;
        count++;
      }
    }
  }
  return sum / count;
}

function toneOf([low, high]: readonly [number, number]): (value: number) => number {
  const width = high - low;
  return (value) => (width > 0 ? Math.round(255 * Math.min(1, Math.max(0, (value - low) / width))) : 127);
}

function noteOf(flat: boolean, { count, columns }: Planes, step: number): string | null {
  const notes = [
    flat ? `values in their order, ${columns} to a row` : '',
    count > 1 && count !== 3 ? `mean of ${count} planes` : '',
    step > 1 ? `${step} × ${step} values to a pixel` : '',
  ].filter((note) => note !== '');
  return notes.length > 0 ? notes.join('; ') : null;
}
