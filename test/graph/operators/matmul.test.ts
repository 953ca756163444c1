import { operatorLaws } from '../../laws/operator.ts';
import { affine, fill, refusedForFixedBatch, weighted } from './sums.ts';

operatorLaws('MatMul', [
  affine({ title: 'by a matrix', dims: [4], terms: 4 }, weighted('MatMul', [4, 3])),
  affine({ title: 'a stack by a matrix', dims: [2, 3], terms: 3 }, weighted('MatMul', [3, 2])),
  affine({ title: 'a stack by a stack', dims: [2, 1, 3], terms: 3 }, weighted('MatMul', [2, 3, 2])),
  affine({ title: 'a matrix by a stack', dims: [3, 2], terms: 3 }, (builder, x) =>
    builder.node('MatMul', [builder.constant(fill([2, 3]), [2, 3]), x]),
  ),
]);

refusedForFixedBatch('MatMul', 2, /samples do not stay apart/, (builder, x) =>
  builder.node('MatMul', [builder.constant(fill([2, 2]), [2, 2]), x]),
);
