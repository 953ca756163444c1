import { operatorLaws } from '../../laws/operator.ts';
import { beside, each } from './nodes.ts';

operatorLaws('Max', [
  {
    title: 'beside a constant',
    dims: [17],
    node: beside('Max', [0.5]),
    points: [0.5],
    exact: each((x) => Math.max(x, 0.5)),
  },
  {
    title: 'beside constants, the first of which gives the shape',
    dims: [2, 1],
    node: (builder, x) =>
      builder.node('Max', [builder.constant([-1, 0, 2], [1, 1, 3]), x, builder.constant([0.25], [])]),
    points: [-1, 0, 0.25, 2],
    exact: (x) => [...x].flatMap((value) => [-1, 0, 2].map((other) => Math.max(value, other, 0.25))),
  },
  {
    title: 'of two bounded values',
    dims: [9],
    node: (builder, x) => builder.node('Max', [x, builder.node('Neg', [x])]),
    points: [0],
    loose: 2,
  },
]);
