import { operatorLaws } from '../../laws/operator.ts';
import { halves } from './halves.ts';
import { moved } from './movements.ts';

const matrix = moved('Reshape', {}, [0, 2, 3]);
const turned = moved('Transpose', { perm: [0, 2, 1] });

/** Rows a sample of [2, 3] times columns of [3, 2]. */
const products = (x: ArrayLike<number>): readonly number[] =>
  [0, 1].flatMap((i) =>
    [0, 1].map((j) => [0, 1, 2].reduce((sum, k) => sum + x[3 * i + k]! * x[6 + 3 * j + k]!, 0)),
  );

operatorLaws('MatMul', [
  {
    title: 'of two bounded stacks',
    dims: [12],
    node(builder, x) {
      const [a, b] = halves(builder, x, 6).map((half) => matrix(builder, half));
      return builder.node('MatMul', [a!, turned(builder, b!)]);
    },
    flatten: true,
    points: [1],
    widest: 1,
    rounding: { relative: 1e-4, absolute: 5e-2 },
    loose: 12,
    exact: products,
  },
  {
    title: 'of a stack with itself, after a sum',
    dims: [6],
    node(builder, x) {
      const lifted = builder.node('MatMul', [
        x,
        builder.constant(
          Array.from({ length: 36 }, (_, i) => (i % 7) - 3),
          [6, 6],
        ),
      ]);
      const a = matrix(builder, lifted);
      return builder.node('MatMul', [a, turned(builder, a)]);
    },
    flatten: true,
    widest: 0.1,
    rounding: { relative: 1e-3, absolute: 1 },
    loose: 30,
  },
]);
