/** Element types of ONNX tensors, by the names numpy (and ml_dtypes) use. */
export type ElementType =
  | 'float32'
  | 'float64'
  | 'float16'
  | 'bfloat16'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'bool'
  | 'string'
  | 'complex64'
  | 'complex128'
  | 'float8_e4m3fn'
  | 'float8_e4m3fnuz'
  | 'float8_e5m2'
  | 'float8_e5m2fnuz'
  | 'float8_e8m0fnu'
  | 'float4_e2m1fn'
  | 'int4'
  | 'uint4'
  | 'int2'
  | 'uint2';

export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array;

/** A value that can be computed with: row-major data of the product of `dims` elements. */
export interface Tensor {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

/** Bits of one element; 0 for strings, which have no fixed size. */
export const ELEMENT_BITS: Readonly<Record<ElementType, number>> = {
  float32: 32,
  float64: 64,
  float16: 16,
  bfloat16: 16,
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
  uint8: 8,
  uint16: 16,
  uint32: 32,
  uint64: 64,
  bool: 8,
  string: 0,
  complex64: 64,
  complex128: 128,
  float8_e4m3fn: 8,
  float8_e4m3fnuz: 8,
  float8_e5m2: 8,
  float8_e5m2fnuz: 8,
  float8_e8m0fnu: 8,
  float4_e2m1fn: 4,
  int4: 4,
  uint4: 4,
  int2: 2,
  uint2: 2,
};

/** Bytes that `count` elements take, the last byte filled up for types smaller than one. */
export const byteSize = (type: ElementType, count: number): number =>
  ELEMENT_BITS[type] >= 8 ? count * (ELEMENT_BITS[type] / 8) : Math.ceil((count * ELEMENT_BITS[type]) / 8);

/** Product of dims; Infinity beyond 2^53, where doubles stop counting exactly. No dims: 1. */
export function elementCount(dims: readonly number[]): number {
  if (dims.includes(0)) return 0;
  let count = 1;
  for (const dim of dims) count *= dim;
  return Math.abs(count) <= Number.MAX_SAFE_INTEGER ? count : Infinity;
}
