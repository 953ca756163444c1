export type Layout = 'NCHW' | 'NHWC';

/** Whether a sample of this shape has a channel axis that its layout puts last. */
const isChannelsLast = (shape: readonly number[], layout: Layout): boolean =>
  layout === 'NHWC' && shape.length >= 3;

/** The shape with the channel axis in front. Vectors and single planes have no channel axis and stay. */
export function channelsFirst(shape: readonly number[], layout: Layout): readonly number[] {
  return isChannelsLast(shape, layout) ? [shape.at(-1)!, ...shape.slice(0, -1)] : shape;
}

/** Samples of `shape` in `layout`, one after the other, brought to channels first. May answer `values` itself. */
export function toChannelsFirst<T extends Uint8Array | Float32Array>(
  values: T,
  shape: readonly number[],
  layout: Layout,
): T {
  const { channels, places } = extent(shape);
  return isChannelsLast(shape, layout) ? transposed(values, places, channels) : values;
}

/** The way back: channels-first samples brought to `layout`, where they have `shape`. May answer `values` itself. */
export function fromChannelsFirst<T extends Uint8Array | Float32Array>(
  values: T,
  shape: readonly number[],
  layout: Layout,
): T {
  const { channels, places } = extent(shape);
  return isChannelsLast(shape, layout) ? transposed(values, channels, places) : values;
}

const extent = (shape: readonly number[]) => ({
  channels: shape.at(-1) ?? 1,
  places: shape.slice(0, -1).reduce((all, one) => all * one, 1),
});

/** Consecutive matrices of rows × columns, each transposed. */
function transposed<T extends Uint8Array | Float32Array>(values: T, rows: number, columns: number): T {
  const size = rows * columns;
  const result = like(values);
  for (let start = 0; start < values.length; start += size) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        result[start + column * rows + row] = values[start + row * columns + column]!;
      }
    }
  }
  return result;
}

const like = <T extends Uint8Array | Float32Array>(values: T): T =>
  (values instanceof Uint8Array ? new Uint8Array(values.length) : new Float32Array(values.length)) as T;
