import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { pow } from './approximation/exact.ts';
import { beside, each, moved } from './nodes.ts';

const exponents = [2, 3, 4, 7, 0, 1, 0.5, 2.5, 1 / 3, -1, -2, -3, -0.5].map(Math.fround);

operatorLaws('Pow', [
  ...exponents.map((exponent) => ({
    title: `exponent ${exponent}`,
    dims: [17],
    node: beside('Pow', [exponent]),
    points: [0, 1, -1, 1e-3, -2.5],
    rounding: moved(APPROXIMATIONS.Pow),
    exact: each(pow(exponent)),
  })),
  {
    title: 'the same exponent for every element',
    dims: [3],
    node: beside('Pow', [2, 2, 2]),
    points: [0, 1],
    rounding: moved(APPROXIMATIONS.Pow),
    exact: each(pow(2)),
  },
  {
    title: 'an exponent that is a whole number by its type',
    dims: [5],
    node: (builder, x) => builder.node('Pow', [x, builder.constant(BigInt64Array.of(2n), [])]),
    points: [0, 1],
    rounding: moved(APPROXIMATIONS.Pow),
    exact: each(pow(2)),
  },
]);

refusalLaws('Pow', [
  {
    title: 'different exponents',
    dims: [2],
    node: beside('Pow', [2, 3]),
    reason: /the exponents are not all the same/,
  },
  { title: 'no finite exponent', dims: [2], node: beside('Pow', [Infinity]), reason: /not a finite number/ },
  {
    title: 'an exponent that depends on the input',
    dims: [2],
    node: (builder, x) => builder.node('Pow', [builder.constant([2], []), x]),
    reason: /input 0 is a constant|input 1 depends/,
  },
]);
