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

/**
 * M and b of an operator that is affine, found by the engine from zero and from unit vectors: b exactly, M up to one rounding of
 * the sum with b.
 */
export async function affineOf(program: Program, sample: readonly number[]): Promise<Affine> {
  const size = elementCount(sample);
  const points = new Float32Array((size + 1) * size);
  for (let i = 0; i < size; i++) points[(i + 1) * size + i] = 1;
  const { data } = await forward(program, points, [size + 1, ...sample]);
  const width = data.length / (size + 1);
  const at = (row: number, j: number) => Number(data[row * width + j]);
  const bias = Float64Array.from({ length: width }, (_, j) => at(0, j));
  const matrix = Array.from({ length: size }, (_, i) => bias.map((b, j) => at(i + 1, j) - b));
  const sums = (x: Float64Array, b: Float64Array, product: (x: number, m: number) => number) =>
    b.map((start, j) => matrix.reduce((sum, row, i) => sum + product(x[i]!, row[j]!), start));
  return {
    exact: (x) => sums(x, bias, (value, m) => value * m),
    scale: (x) => sums(x, bias.map(Math.abs), (value, m) => Math.abs(value * m)),
  };
}
