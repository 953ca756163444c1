import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { betweenSums, moved, SUMMED, whole } from './movements.ts';

const filled =
  (pads: readonly number[], value: number) =>
  (builder: GraphBuilder, x: string): string =>
    builder.node('Pad', [x, whole(builder, pads), builder.constant([value], [])]);

operatorLaws('Pad', [
  { title: 'with zeros', dims: [3], node: moved('Pad', {}, [0, 1, 0, 2]), exact: (x) => [0, ...x, 0, 0] },
  {
    title: 'with another number',
    dims: [3],
    node: filled([0, 2, 0, 0], -1.5),
    exact: (x) => [-1.5, -1.5, ...x],
  },
  {
    title: 'less than nothing',
    dims: [4],
    node: moved('Pad', {}, [0, -1, 0, 1]),
    exact: (x) => [...x.slice(1), 0],
  },
  {
    title: 'mirrored',
    dims: [3],
    node: moved('Pad', { mode: 'reflect' }, [0, 2, 0, 1]),
    exact: (x) => [x[2]!, x[1]!, ...x, x[1]!],
  },
  {
    title: 'with the edge',
    dims: [3],
    node: moved('Pad', { mode: 'edge' }, [0, 1, 0, 1]),
    exact: (x) => [x[0]!, ...x, x[2]!],
  },
  {
    title: 'around',
    dims: [3],
    node: moved('Pad', { mode: 'wrap' }, [0, 1, 0, 2]),
    exact: (x) => [x[2]!, ...x, x[0]!, x[1]!],
  },
  {
    title: 'along stated axes',
    dims: [2, 2],
    node: moved('Pad', {}, [1, 0], null, [-1]),
    exact: (x) => [0, x[0]!, x[1]!, 0, x[2]!, x[3]!],
  },
  {
    title: 'with the least number, before a greatest',
    dims: [4],
    node: (builder, x) =>
      builder.node('ReduceMax', [filled([0, 1, 0, 1], -3e38)(builder, x), whole(builder, [1])]),
    exact: (x) => [Math.max(...x)],
  },
  {
    title: 'zeros between sums',
    dims: [3, 4],
    node: betweenSums(moved('Pad', {}, [0, 1, 0, 0, 0, 1]), 4),
    ...SUMMED,
  },
  {
    title: 'ones between sums',
    dims: [3, 4],
    node: betweenSums(filled([0, 1, 0, 0, 0, 1], 1), 4),
    ...SUMMED,
  },
]);

refusalLaws('Pad', [
  {
    title: 'rows',
    dims: [3],
    node: (builder, x) => {
      const rows = builder.node('Shape', [x], { end: 1 });
      const pads = builder.node('Concat', [whole(builder, [0, 0]), rows, whole(builder, [0])], { axis: 0 });
      return builder.node('Pad', [x, pads]);
    },
    reason: /pads the axis of the batch/,
  },
]);
