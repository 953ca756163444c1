import { operatorLaws } from '../../laws/operator.ts';
import { halves } from './halves.ts';
import { moved } from './movements.ts';

operatorLaws('Mul', [
  {
    title: 'of two bounded values',
    dims: [8],
    node: (builder, x) => builder.node('Mul', [...halves(builder, x, 4)]),
    points: [0, 2],
    rounding: { relative: 2 ** -20, absolute: 2 ** -120 },
    loose: 2,
    exact: (x) => [0, 1, 2, 3].map((place) => x[place]! * x[place + 4]!),
  },
  {
    title: 'of two bounded values, broadcast',
    dims: [2, 3],
    node: (builder, x) => {
      const first = builder.node('Slice', [
        x,
        ...[0, 1, 2].map((one) => builder.constant(BigInt64Array.of(BigInt(one)))),
      ]);
      return builder.node('Mul', [x, first]);
    },
    points: [0, 2],
    rounding: { relative: 2 ** -20, absolute: 2 ** -120 },
    loose: 40,
    exact: (x) => [...x].map((value, i) => value * x[3 * Math.floor(i / 3)]!),
  },
  {
    title: 'of a value with itself',
    dims: [9],
    node: (builder, x) => builder.node('Mul', [x, x]),
    points: [0, 1],
    rounding: { relative: 2 ** -20, absolute: 2 ** -120 },
    exact: (x) => x.map((value) => value * value),
  },
  {
    title: 'of a value with itself moved',
    dims: [5],
    node: (builder, x) => builder.node('Mul', [x, moved('Slice', {}, [-1], [-100], [1], [-1])(builder, x)]),
    points: [0, 1],
    rounding: { relative: 2 ** -20, absolute: 2 ** -120 },
    loose: 40,
    exact: (x) => [...x].map((value, i) => value * x[4 - i]!),
  },
]);
