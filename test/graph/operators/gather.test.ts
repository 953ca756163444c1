import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { betweenSums, SUMMED, whole } from './movements.ts';
import type { GraphBuilder } from '../../../src/graph/builder.ts';

const taken =
  (axis: number, places: number | readonly number[], dims?: readonly number[]) =>
  (builder: GraphBuilder, x: string): string =>
    builder.node('Gather', [x, whole(builder, places, dims)], { axis });

operatorLaws('Gather', [
  {
    title: 'counted from either end, and twice',
    dims: [2, 3],
    node: taken(2, [-1, 0, 0]),
    exact: (x) => [2, 0, 0, 5, 3, 3].map((place) => x[place]!),
  },
  { title: 'one place', dims: [2, 3], node: taken(1, 1), exact: (x) => x.slice(3), flatten: false },
  {
    title: 'an array of places',
    dims: [4],
    node: taken(-1, [0, 1, 2, 3], [2, 2]),
    exact: (x) => x,
    flatten: true,
  },
  { title: 'between sums', dims: [3, 4], node: betweenSums(taken(1, [2, -2]), 4), ...SUMMED },
]);

refusalLaws('Gather', [
  {
    title: 'the first row for every sample',
    dims: [4],
    node: (builder, x) => {
      const zero = builder.constant(BigInt64Array.of(0n));
      const first = builder.node('Expand', [zero, builder.node('Shape', [x], { end: 1 })]);
      return builder.node('Gather', [x, first], { axis: 0 });
    },
    reason: /takes places along the axis of the batch/,
  },
]);
