import { elementCount } from '../../../src/graph/tensor.ts';
import type { Program } from '../../../src/graph/evaluate.ts';
import { forward } from './compiled.ts';
import type { SampleFunction } from './samples.ts';

/** y = xM + b in double precision. */
export interface Affine {
  readonly exact: SampleFunction;
  /** The sum of the absolute terms. */
  readonly scale: SampleFunction;
}

/** So large that adding b rounds it away, and a power of two, so that the product with M is exact. */
const LARGE = 2 ** 60;

/**
 * M and b of an operator that is affine, found by the engine: b from zero, M from large multiples of unit vectors. Exactly, where
 * an element of M is one weight and is not smaller than b by many orders; a quotient, as in a mean, is rounded once.
 */
export async function affineOf(program: Program, sample: readonly number[]): Promise<Affine> {
  const size = elementCount(sample);
  const points = new Float32Array((size + 1) * size);
  for (let i = 0; i < size; i++) points[(i + 1) * size + i] = LARGE;
  const { data } = await forward(program, points, [size + 1, ...sample]);
  const width = data.length / (size + 1);
  const at = (row: number, j: number) => Number(data[row * width + j]);
  const bias = Float64Array.from({ length: width }, (_, j) => at(0, j));
  const weight = (sum: number, b: number) => (sum === b ? 0 : sum / LARGE);
  const matrix = Array.from({ length: size }, (_, i) => bias.map((b, j) => weight(at(i + 1, j), b)));
  const sums = (x: Float64Array, b: Float64Array, product: (x: number, m: number) => number) =>
    b.map((start, j) => matrix.reduce((sum, row, i) => sum + product(x[i]!, row[j]!), start));
  return {
    exact: (x) => sums(x, bias, (value, m) => value * m),
    scale: (x) => sums(x, bias.map(Math.abs), (value, m) => Math.abs(value * m)),
  };
}
