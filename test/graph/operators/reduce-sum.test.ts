import type { GraphBuilder } from '../../../src/graph/builder.ts';
import type { Attributes } from '../../../src/graph/rewrites/interval/emit.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { affine, refusedForFixedBatch } from './sums.ts';

const over =
  (axes: readonly number[], attributes: Attributes = {}) =>
  (builder: GraphBuilder, x: string): string =>
    builder.node('ReduceSum', [x, builder.constant(BigInt64Array.from(axes, BigInt))], attributes);

operatorLaws('ReduceSum', [
  affine({ title: 'over the last axis', dims: [2, 3], terms: 3 }, over([-1])),
  affine({ title: 'over two axes, which go', dims: [2, 2, 3], terms: 6 }, over([1, 3], { keepdims: 0 })),
  affine({ title: 'over an axis of one', dims: [3, 1], terms: 1 }, over([2])),
  affine({ title: 'over nothing', dims: [3], terms: 1 }, over([], { noop_with_empty_axes: 1 })),
]);

refusedForFixedBatch('ReduceSum', 1, /over the batch/, over([0]));
