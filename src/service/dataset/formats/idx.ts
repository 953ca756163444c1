import { NUMERIC_TYPES, product, type NumericArray, type NumericType } from '../array.ts';
import { fault, listed, refuse, together } from '../faults.ts';
import { SEPARATE_PARTS } from '../place.ts';
import type { DatasetFormat } from './format.ts';

/**
 * The format of the MNIST files: 0, 0, type, number of axes, the axes as big-endian uint32, then the values,
 * big-endian and row-major. Images without a channel axis, [n, h, w], are samples of shape [1, h, w].
 */
export const idx: DatasetFormat = {
  name: 'idx',
  title: 'an IDX file',
  recognises: ({ file }) => isIdx(file.bytes),
  read({ file, labels }, declaration) {
    const [values, targets] = together(
      () => readIdx(file.bytes, 'the samples', '/file'),
      () => labels && readIdx(labels.bytes, 'the labels', '/labels'),
    );
    const shape = values.dims.slice(1);
    const planes = shape.length === 2;
    return {
      values,
      shape: planes ? [1, ...shape] : shape,
      layout: planes ? 'NCHW' : declaration.layout,
      labels: targets,
      places: SEPARATE_PARTS,
    };
  },
};

const TYPES: Readonly<Record<number, NumericType>> = {
  0x08: 'uint8',
  0x09: 'int8',
  0x0b: 'int16',
  0x0c: 'int32',
  0x0d: 'float32',
  0x0e: 'float64',
};
const MOST_AXES = 8;

function isIdx(bytes: Uint8Array): boolean {
  const [first, second, type, axes] = bytes;
  return first === 0 && second === 0 && TYPES[type ?? 0] !== undefined && isAxes(axes);
}

const isAxes = (axes: number | undefined): axes is number =>
  axes !== undefined && axes >= 1 && axes <= MOST_AXES;

function readIdx(bytes: Uint8Array, what: string, pointer: string): NumericArray {
  const [, , code, axes] = bytes;
  const type = TYPES[code ?? 0];
  if (!isIdx(bytes) || type === undefined || !isAxes(axes)) {
    const message = `${what}: these are not the bytes of an IDX file (0, 0, a type, a number of axes)`;
    return refuse(fault('idx_malformed', message, pointer));
  }
  const start = 4 + 4 * axes;
  if (bytes.length < start) return refuse(fault('idx_malformed', `${what}: the header ends early`, pointer));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dims = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const [stated, held] = [product(dims) * NUMERIC_TYPES[type], bytes.length - start];
  if (stated !== held) {
    const message = `${what}: the header states ${type} ${listed(dims)}, that is ${stated} bytes; ${held} bytes follow it`;
    return refuse(fault('size_disagrees', message, pointer));
  }
  return { type, dims, bytes: bytes.subarray(start), bigEndian: true, fortran: false, pitch: null };
}
