import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { affine, fill, weighted } from './sums.ts';

const plus =
  (dims: readonly number[], values = fill(dims)) =>
  (builder: GraphBuilder, x: string): string =>
    builder.node('Add', [x, builder.constant(values, dims)]);

const halves = (builder: GraphBuilder, x: string): string => {
  const [left, right] = builder.several('Split', [x], { axis: 1, num_outputs: 2 }, 2);
  return builder.node('Add', [left!, right!]);
};

operatorLaws('Add', [
  {
    title: 'a constant',
    dims: [3],
    node: plus([3], [1, -0.25, 1e-3]),
    exact: ([a, b, c]) => [a! + 1, b! - 0.25, c! + Math.fround(1e-3)],
  },
  {
    title: 'a constant, broadcast',
    dims: [2, 2],
    node: plus([2, 1], [3, -5]),
    exact: ([a, b, c, d]) => [a! + 3, b! + 3, c! - 5, d! - 5],
  },
  {
    title: 'a constant, repeating x',
    dims: [1, 2],
    node: plus([2, 1], [3, -5]),
    exact: ([a, b]) => [a! + 3, b! + 3, a! - 5, b! - 5],
  },
  {
    title: 'a constant first',
    dims: [2],
    node: (builder, x) => builder.node('Add', [builder.constant([1, -2]), x]),
    exact: ([a, b]) => [a! + 1, b! - 2],
  },
  {
    title: 'two halves of x',
    dims: [4],
    node: halves,
    mixes: true,
    exact: ([a, b, c, d]) => [a! + c!, b! + d!],
  },
  {
    title: 'x to itself',
    dims: [3],
    node: (builder, x) => builder.node('Add', [x, x]),
    exact: (x) => x.map((one) => 2 * one),
  },
  // coefficients of both operands may cancel, their roundings do not: so many more terms
  affine({ title: 'x to a sum', dims: [3], terms: 60, loose: 8 }, (builder, x) =>
    builder.node('Add', [weighted('Gemm', [3, 3])(builder, x), x]),
  ),
  affine({ title: 'a sum to x, broadcast', dims: [3], terms: 60, loose: 8 }, (builder, x) =>
    builder.node('Add', [x, weighted('Gemm', [3, 1])(builder, x)]),
  ),
  affine({ title: 'a sum to a sum', dims: [3], terms: 20, loose: 6 }, (builder, x) =>
    builder.node('Add', [weighted('Gemm', [3, 2])(builder, x), weighted('MatMul', [3, 1])(builder, x)]),
  ),
]);
