import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { affine, weighted } from './sums.ts';

const halves = (builder: GraphBuilder, x: string): string => {
  const [left, right] = builder.several('Split', [x], { axis: 1, num_outputs: 2 }, 2);
  return builder.node('Sub', [left!, right!]);
};

operatorLaws('Sub', [
  {
    title: 'a constant',
    dims: [2],
    node: (builder, x) => builder.node('Sub', [x, builder.constant([1.5, -1e-3])]),
    exact: ([a, b]) => [a! - 1.5, b! + Math.fround(1e-3)],
  },
  {
    title: 'from a constant',
    dims: [2],
    node: (builder, x) => builder.node('Sub', [builder.constant([1.5, -1e-3]), x]),
    exact: ([a, b]) => [1.5 - a!, -Math.fround(1e-3) - b!],
  },
  {
    title: 'one half of x from the other',
    dims: [4],
    node: halves,
    mixes: true,
    exact: ([a, b, c, d]) => [a! - c!, b! - d!],
  },
  affine({ title: 'a sum from x', dims: [3], terms: 20, loose: 12 }, (builder, x) =>
    builder.node('Sub', [x, weighted('Gemm', [3, 3])(builder, x)]),
  ),
  affine({ title: 'x from a sum', dims: [3], terms: 20, loose: 12 }, (builder, x) =>
    builder.node('Sub', [weighted('Gemm', [3, 3])(builder, x), x]),
  ),
]);
