import { operatorLaws } from '../../laws/operator.ts';
import { affine, fill } from './sums.ts';

const thirds = { axis: 1, num_outputs: 3 };

operatorLaws('Sum', [
  affine({ title: 'one', dims: [3], terms: 1 }, (builder, x) => builder.node('Sum', [x])),
  {
    title: 'two',
    dims: [2],
    node: (builder, x) => builder.node('Sum', [x, builder.constant([0.5, -2])]),
    exact: ([a, b]) => [a! + 0.5, b! - 2],
  },
  affine({ title: 'three parts of x', dims: [6], terms: 12 }, (builder, x) =>
    builder.node('Sum', builder.several('Split', [x], thirds, 3)),
  ),
  affine({ title: 'four, a constant among them', dims: [3], terms: 20 }, (builder, x) =>
    builder.node('Sum', [x, builder.constant(fill([3])), x, builder.constant([0.5])]),
  ),
]);
