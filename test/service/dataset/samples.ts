import type { Samples } from '../../../src/service/dataset/formats/format.ts';
import { readNpy } from '../../../src/service/dataset/formats/npy.ts';
import type { Layout } from '../../../src/service/dataset/layout.ts';
import { SEPARATE_PARTS } from '../../../src/service/dataset/place.ts';
import { npyOf } from './uploads.ts';

type Stored = Uint8Array | Int8Array | Int32Array | Float32Array | Float64Array;

const DESCRS = {
  Uint8Array: '|u1',
  Int8Array: '|i1',
  Int32Array: '<i4',
  Float32Array: '<f4',
  Float64Array: '<f8',
} as const;

/** Samples of the shape, in the type of the array that holds them all. */
export function samplesOf(
  values: Stored,
  shape: readonly number[],
  labels: readonly number[] | null = null,
  layout: Layout = 'NCHW',
): Samples {
  const count = values.length / shape.reduce((all, one) => all * one, 1);
  const descr = DESCRS[values.constructor.name as keyof typeof DESCRS];
  return {
    values: readNpy(npyOf(descr, [count, ...shape], values), 'samples', '/file'),
    shape,
    layout,
    labels: labels && readNpy(npyOf('<f8', [labels.length], Float64Array.from(labels)), 'labels', '/labels'),
    places: SEPARATE_PARTS,
  };
}
