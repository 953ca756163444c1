import { UNIT } from '../../float32.ts';
import type { Arithmetic, Emit } from '../../rewrites/interval/emit.ts';
import type { Linear } from '../operator.ts';
import type { Site } from '../site.ts';
import { elementCount } from '../../tensor.ts';

/** A sum over x's axis 1 that is taken in parts. */
export interface Parts {
  /** Sizes of the parts along the axis. */
  readonly sizes: readonly number[];
  /** What the whole sum errs by, relative to the sum of the absolute products. */
  readonly error: number;
}

/** Products that are summed at once: where speed counts, and where nothing but our own sums is rounded. */
const TERMS = { float32: 512, real: 8 } as const;
/** Parts of a matrix' features, and of a kernel's channels. */
const MOST = { matrix: 128, kernel: 16 } as const;

/** How a linear node is summed in parts; null where one sum is good enough, or the operator cannot be taken apart. */
export function partsOf(site: Site, operator: Linear, arithmetic: Arithmetic): Parts | null {
  const axis = operator.features?.(site) ?? null;
  if (axis === null) return null;
  const weights = site.inputs[operator.weights(site)!]!;
  const kernel = weights.dims.length > 2;
  if (kernel && arithmetic === 'float32') return null;
  const features = weights.dims[axis]!;
  return partsFor(features, operator.terms(site) / features, arithmetic, kernel ? MOST.kernel : MOST.matrix);
}

/** How a sum over so many features is taken, each of so many products. */
export function partsFor(
  features: number,
  products: number,
  arithmetic: Arithmetic,
  most: number = MOST.matrix,
): Parts | null {
  const wanted = Math.ceil((features * products) / TERMS[arithmetic]);
  const size = Math.ceil(features / Math.min(features, most, wanted));
  const count = Math.ceil(features / size);
  if (count < 2) return null;
  const sizes = Array.from({ length: count }, (_, part) => Math.min(size, features - part * size));
  const roundings = (products * size + Math.ceil(Math.log2(count)) + 2) * UNIT;
  return { sizes, error: roundings / (1 - roundings) };
}

/**
 * A sum over parts of x's axis 1: of n products in k parts, each is rounded n/k + log₂ k times at most, not n times. Parts are
 * added by subtracting negatives: engines fold additions into products, and would sum one part onto the other again.
 * `write` gives the product of a part from the piece of x, the sign, and where it starts.
 */
export function inParts(
  emit: Emit,
  x: string,
  { sizes }: Parts,
  write: (piece: string, start: number, size: number, sign: 1 | -1) => string,
): string {
  const pieces = emit.nodes('Split', [x, emit.ints(sizes)], { axis: 1 }, sizes.length);
  const [size = 0] = sizes;
  const sum = (first: number, count: number, sign: 1 | -1): string => {
    if (count === 1) return write(pieces[first]!, first * size, sizes[first]!, sign);
    const half = Math.ceil(count / 2);
    const other = sign === 1 ? -1 : 1;
    return emit.node('Sub', [sum(first, half, sign), sum(first + half, count - half, other)]);
  };
  return sum(0, sizes.length, 1);
}

/** A linear operator without its bias, in parts. */
export function sumOfParts(
  emit: Emit,
  site: Site,
  operator: Linear,
  x: string,
  values: Float32Array,
  parts: Parts,
): string {
  const place = operator.weights(site)!;
  const axis = operator.features!(site)!;
  const { dims } = site.inputs[place]!;
  return inParts(emit, x, parts, (piece, start, size, sign) => {
    const inputs = ['', ''];
    inputs[operator.input(site)] = piece;
    const shape = dims.map((one, at) => (at === axis ? size : one));
    inputs[place] = emit.tensor(slice(values, dims, axis, start, size, sign), shape);
    return emit.again(site.node, inputs)[0]!;
  });
}

/** Part of a row-major tensor along an axis, times a sign. */
export function slice(
  values: Float32Array,
  dims: readonly number[],
  axis: number,
  start: number,
  size: number,
  sign: number,
): Float32Array {
  const inner = elementCount(dims.slice(axis + 1));
  const outer = elementCount(dims.slice(0, axis));
  const row = dims[axis]! * inner;
  const part = new Float32Array(outer * size * inner);
  for (let i = 0; i < outer; i++) {
    const from = i * row + start * inner;
    part.set(values.subarray(from, from + size * inner), i * size * inner);
  }
  return sign === 1 ? part : part.map((value) => -value);
}
