import { float, type GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { affine, fill, weighted } from './sums.ts';

const withBias =
  (dims: readonly number[]) =>
  (builder: GraphBuilder, x: string): string =>
    builder.node('Gemm', [x, builder.constant(fill([5, 3]), [5, 3]), builder.constant(fill(dims, 3), dims)]);

const one = { dims: [5], terms: 5 };
const factors = { alpha: float(-1.75), beta: float(0.3) };

operatorLaws('Gemm', [
  affine({ title: 'plain', ...one }, weighted('Gemm', [5, 3], {}, 3)),
  affine({ title: 'without a bias', ...one }, weighted('Gemm', [5, 3])),
  affine({ title: 'its weights transposed', ...one }, weighted('Gemm', [3, 5], { transB: 1 }, 3)),
  affine({ title: 'with factors', ...one, terms: 8 }, weighted('Gemm', [5, 3], factors, 3)),
  affine({ title: 'one bias for all', ...one }, withBias([])),
  affine({ title: 'a bias of one row', ...one }, withBias([1, 3])),
  affine({ title: 'a bias of one number', ...one }, withBias([1])),
  affine({ title: 'one feature, one class', dims: [1], terms: 1 }, weighted('Gemm', [1, 1], {}, 1)),
]);
