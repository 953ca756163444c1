import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { whole } from './movements.ts';

/** The same places in every row of the batch. */
const taken =
  (places: readonly number[]) =>
  (builder: GraphBuilder, x: string): string => {
    const rows = builder.node('Shape', [x], { end: 1 });
    const shape = builder.node('Concat', [rows, whole(builder, [places.length, 1])], { axis: 0 });
    const all = builder.node('Expand', [whole(builder, places, [1, places.length, 1]), shape]);
    return builder.node('GatherND', [x, all], { batch_dims: 1 });
  };

operatorLaws('GatherND', [
  {
    title: 'slices of every sample',
    dims: [3, 2],
    node: taken([2, -3]),
    exact: (x) => [4, 5, 0, 1].map((place) => x[place]!),
  },
]);
