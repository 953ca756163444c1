import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { whole } from './movements.ts';

/** The same places in every row of the batch. */
const taken =
  (places: readonly number[]) =>
  (builder: GraphBuilder, x: string): string => {
    const rows = builder.node('Shape', [x], { end: 1 });
    const shape = builder.node('Concat', [rows, whole(builder, [places.length])], { axis: 0 });
    const all = builder.node('Expand', [whole(builder, places), shape]);
    return builder.node('GatherElements', [x, all], { axis: 1 });
  };

operatorLaws('GatherElements', [
  {
    title: 'counted from either end',
    dims: [4],
    node: taken([-1, 0, 2, 2, 1]),
    exact: (x) => [3, 0, 2, 2, 1].map((place) => x[place]!),
  },
]);

refusalLaws('GatherElements', [
  {
    title: 'places that depend on the input',
    dims: [4],
    node: (builder, x) => {
      const limited = builder.node('Clip', [x, builder.constant([0], []), builder.constant([3], [])]);
      return builder.node('GatherElements', [x, builder.node('Cast', [limited], { to: 7 })], { axis: 1 });
    },
    reason: /input 1 depends on the model's input/,
  },
]);
