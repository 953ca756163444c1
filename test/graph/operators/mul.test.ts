import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { affine, fill } from './sums.ts';

const times =
  (dims: readonly number[], values = fill(dims)) =>
  (builder: GraphBuilder, x: string): string =>
    builder.node('Mul', [x, builder.constant(values, dims)]);

operatorLaws('Mul', [
  affine({ title: 'by one number', dims: [4], terms: 1 }, times([], [-3.7])),
  affine({ title: 'by numbers of either sign, and zero', dims: [3], terms: 1 }, times([3], [0.3, 0, -1e3])),
  affine({ title: 'channel by channel', dims: [2, 2, 2], terms: 1 }, times([2, 1, 1])),
  affine({ title: 'repeating it', dims: [1, 2], terms: 1 }, times([3, 1])),
  affine({ title: 'the constant first', dims: [3], terms: 1 }, (builder, x) =>
    builder.node('Mul', [builder.constant(fill([3])), x]),
  ),
]);
