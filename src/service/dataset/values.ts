import { elements, isWhole, NUMERIC_TYPES, product, type Elements } from './array.ts';
import type { Samples } from './formats/format.ts';

/** Some consecutive samples, in the layout of the file. */
export interface Piece {
  readonly first: number;
  readonly count: number;
  readonly stored: Elements;
}

const PIECE_BYTES = 2 ** 20;

/** All samples in order, about a megabyte at a time, so that a large set is never converted as a whole. */
export function* pieces({ values }: Samples): Generator<Piece> {
  const total = values.dims[0]!;
  const bytes = product(values.dims.slice(1)) * NUMERIC_TYPES[values.type];
  const most = Math.max(1, Math.floor(PIECE_BYTES / bytes));
  for (let first = 0; first < total; first += most) {
    const count = Math.min(most, total - first);
    yield { first, count, stored: elements(values, first, count) };
  }
}

/** Bytes are kept as they are, with their scale beside them; everything else as float32. */
export const isKeptAsBytes = ({ values }: Samples): boolean =>
  values.type === 'uint8' || values.type === 'bool';

export const isWholeNumbers = ({ values }: Samples): boolean => isWhole(values.type);

/** stored × scale in float64, rounded once to float32 (to nearest): the value that the model is given. */
export function scaled(stored: Elements, scale: number): Float32Array {
  if (scale === 1 && stored instanceof Float32Array) return stored;
  const values = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) values[i] = stored[i]! * scale;
  return values;
}
