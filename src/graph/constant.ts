import { byteSize, elementCount, type ElementType, type Tensor, type TensorData } from './tensor.ts';

/**
 * A tensor as the file holds it: `bytes` is little-endian and row-major, and usually a view into the file, so that
 * weights are in memory once. Two and four bit types lie packed, the first element in the low bits.
 */
export interface Constant {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly bytes: Uint8Array;
  /** The elements of a string tensor, whose `bytes` are empty. */
  readonly strings?: readonly string[];
  /** Where the elements lie when they are not in this file; `bytes` is empty then. */
  readonly external?: string;
}

export interface Initializer extends Constant {
  readonly name: string;
}

/** A tensor of mostly zeros: `indices` says where the `values` go. */
export interface SparseConstant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Constant;
  readonly indices: Constant;
}

interface View {
  new (buffer: ArrayBufferLike, offset: number, length: number): TensorData;
  readonly BYTES_PER_ELEMENT: number;
}

/** Types without an array of their own show their bits: halves as uint16, eighths and packed ones as uint8, complex as pairs. */
const VIEWS: Readonly<Record<Exclude<ElementType, 'string'>, View>> = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
  complex64: Float32Array,
  complex128: Float64Array,
  float8_e4m3fn: Uint8Array,
  float8_e4m3fnuz: Uint8Array,
  float8_e5m2: Uint8Array,
  float8_e5m2fnuz: Uint8Array,
  float8_e8m0fnu: Uint8Array,
  float4_e2m1fn: Uint8Array,
  int4: Uint8Array,
  uint4: Uint8Array,
  int2: Uint8Array,
  uint2: Uint8Array,
};

/**
 * The constant as a typed array: a view where the bytes are aligned, else a copy. Do not write to it.
 * Throws for strings, for external data and when the bytes are not what the dims say.
 */
export function readConstant(constant: Constant): Tensor {
  const { type, dims, bytes } = constant;
  if (type === 'string') throw new Error('a string tensor has no numbers');
  if (constant.external !== undefined)
    throw new Error(`the elements lie in another file: ${constant.external}`);
  const expected = byteSize(type, elementCount(dims));
  if (bytes.byteLength !== expected) {
    throw new Error(`${type}[${dims.join(', ')}] takes ${expected} bytes, but there are ${bytes.byteLength}`);
  }
  const view = VIEWS[type];
  const aligned = bytes.byteOffset % view.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  const length = bytes.byteLength / view.BYTES_PER_ELEMENT;
  return { type, dims, data: new view(aligned.buffer, aligned.byteOffset, length) };
}

/** The bytes of a typed array, without a copy. */
export const bytesOf = (data: TensorData): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const COUNTABLE: readonly ElementType[] = [
  ...(['float32', 'float64', 'bool'] as const),
  ...(['int8', 'int16', 'int32', 'int64'] as const),
  ...(['uint8', 'uint16', 'uint32', 'uint64'] as const),
];

/** Elements as numbers, for constants small enough to be looked at (shapes, ranges, flags); null for other types. */
export function readNumbers(constant: Constant): readonly number[] | null {
  if (!COUNTABLE.includes(constant.type)) return null;
  const { data } = readConstant(constant);
  return Array.from(data as ArrayLike<number | bigint>, Number);
}
