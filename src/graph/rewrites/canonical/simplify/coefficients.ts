import { placesAlong } from './strides.ts';
import { bytesOf, readConstant, type Constant } from '../../../constant.ts';
import { floatUp, TINY } from '../../../float32.ts';
import { elementCount } from '../../../tensor.ts';

/** A constant to calculate with, in float64: products of float32 numbers are exact, other results nearly so. */
export interface Coefficients {
  readonly dims: readonly number[];
  readonly values: Float64Array;
}

/** The elements of a float32 constant; null for other types. */
export const coefficients = (constant: Constant | null): Coefficients | null =>
  constant?.type === 'float32'
    ? { dims: constant.dims, values: new Float64Array(readConstant(constant).data as Float32Array) }
    : null;

export const scalar = (value: number): Coefficients => ({ dims: [], values: Float64Array.of(value) });

export const each = ({ dims, values }: Coefficients, map: (value: number) => number): Coefficients => ({
  dims,
  values: values.map(map),
});

/** Element by element, broadcast as ONNX does. */
export function both(a: Coefficients, b: Coefficients, join: (a: number, b: number) => number): Coefficients {
  const dims = broadcast(a.dims, b.dims);
  const [left, right] = [stretch(a, dims), stretch(b, dims)];
  return { dims, values: left.map((value, i) => join(value, right[i]!)) };
}

export const times = (a: Coefficients, b: Coefficients): Coefficients => both(a, b, (x, y) => x * y);
export const plus = (a: Coefficients, b: Coefficients): Coefficients => both(a, b, (x, y) => x + y);
export const absolute = (a: Coefficients): Coefficients => each(a, Math.abs);

/** Dims of the result of an operator on two operands that can be broadcast. */
export function broadcast(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [left, right] = [a[i + a.length - rank] ?? 1, b[i + b.length - rank] ?? 1];
    return left === 1 ? right : left;
  });
}

/** The elements repeated to dims that they can be broadcast to. */
export function stretch({ dims, values }: Coefficients, to: readonly number[]): Float64Array {
  const count = elementCount(to);
  if (values.length === count) return values;
  if (values.length === 1) return new Float64Array(count).fill(values[0]!);
  return Float64Array.from(placesAlong(to, stridesOf(dims, to.length)), (place) => values[place]!);
}

/** How far apart neighbours along each axis of a tensor of `rank` lie; 0 along those that are repeated. */
function stridesOf(dims: readonly number[], rank: number): readonly number[] {
  const strides = new Array<number>(rank).fill(0);
  for (let i = dims.length - 1, stride = 1; i >= 0; i--) {
    if (dims[i] !== 1) strides[i + rank - dims.length] = stride;
    stride *= dims[i]!;
  }
  return strides;
}

/**
 * One number for each place along an axis of a value, where the coefficients are the same along all its other axes; null
 * where they are not, or would make the value larger.
 */
export function along(
  { dims, values }: Coefficients,
  to: readonly number[],
  axis: number,
): Float64Array | null {
  const shift = to.length - dims.length;
  if (shift < 0 || dims.some((size, i) => size !== 1 && i + shift !== axis)) return null;
  if (values.length !== 1 && values.length !== to[axis]) return null;
  return values.length === 1 ? new Float64Array(to[axis]!).fill(values[0]!) : values;
}

/** Rounded to float32; null where one underflows, overflows or is no number, so that the error would not be relative. */
export function rounded({ dims, values }: Coefficients): Constant | null {
  const data = Float32Array.from(values);
  const whole = data.every(
    (value, i) => (Math.abs(value) >= TINY && Number.isFinite(value)) || values[i] === 0,
  );
  return whole ? constantOf(data, dims) : null;
}

/** Rounded to float32 where the error is relative to something larger, that does not underflow; null where one overflows. */
export function nearest({ dims, values }: Coefficients): Constant | null {
  const data = Float32Array.from(values);
  return data.every(Number.isFinite) ? constantOf(data, dims) : null;
}

/** Upper bounds in float32 of what is not negative and was calculated in float64. */
export const raised = ({ dims, values }: Coefficients): Constant =>
  constantOf(
    Float32Array.from(values, (value) => floatUp(value * (1 + 2 ** -40))),
    dims,
  );

/** True where every coefficient is zero or lies between the two, in absolute value. */
export const within = ({ values }: Coefficients, least: number, most: number): boolean =>
  values.every((value) => value === 0 || (Math.abs(value) >= least && Math.abs(value) <= most));

const constantOf = (data: Float32Array, dims: readonly number[]): Constant =>
  Object.freeze({ type: 'float32', dims: Object.freeze([...dims]), bytes: bytesOf(data) });
