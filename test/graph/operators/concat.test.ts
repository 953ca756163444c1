import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { betweenSums, SUMMED, whole } from './movements.ts';

/** Two values and a constant of every row side by side. */
const joined = (builder: GraphBuilder, x: string): string => {
  const rows = builder.node('Shape', [x], { end: 1 });
  const shape = builder.node('Concat', [rows, whole(builder, [1, 4])], { axis: 0 });
  const token = builder.node('Expand', [builder.constant([1, -2, 3, 0.5], [1, 1, 4]), shape]);
  return builder.node('Concat', [x, token, builder.node('Neg', [x])], { axis: 1 });
};

operatorLaws('Concat', [
  {
    title: 'two values and a constant',
    dims: [2, 4],
    node: joined,
    exact: (x) => [...x, 1, -2, 3, 0.5, ...x.map((value) => -value)],
  },
  {
    title: 'a value beside itself, counted from the end',
    dims: [3],
    node: (builder, x) => builder.node('Concat', [x, x], { axis: -1 }),
    exact: (x) => [...x, ...x],
  },
  { title: 'between sums', dims: [2, 4], node: betweenSums(joined, 4), ...SUMMED },
  {
    title: 'of a sum and ends, whose balls differ',
    dims: [4],
    node: (builder, x) => {
      const sum = builder.node('MatMul', [
        x,
        builder.constant(
          Array.from({ length: 16 }, (_, i) => (i % 5) - 2),
          [4, 4],
        ),
      ]);
      const both = builder.node('Concat', [builder.node('Relu', [sum]), sum, x], { axis: 1 });
      return builder.node('MatMul', [
        both,
        builder.constant(
          Array.from({ length: 24 }, (_, i) => (i % 7) - 3),
          [12, 2],
        ),
      ]);
    },
    ...SUMMED,
    loose: 12,
  },
]);

refusalLaws('Concat', [
  {
    title: 'more rows',
    dims: [4],
    node: (builder, x) => builder.node('Concat', [x, x], { axis: 0 }),
    reason: /side by side along the axis of the batch/,
  },
]);
