import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { beside } from './nodes.ts';

const slopes = [0.25, -0.5, 0, 3, -2, 1, 0.01, -0.01, 1e-30, -1e-30, 5].map(Math.fround);
const bend = (slope: number, x: number) => (x >= 0 ? x : slope * x);

operatorLaws('PRelu', [
  {
    title: 'a slope for every element, of any sign',
    dims: [11],
    node: beside('PRelu', slopes),
    points: [0],
    exact: (x) => x.map((value, i) => bend(slopes[i]!, value)),
  },
  {
    title: 'a slope for every channel',
    dims: [2, 2, 3],
    node: beside('PRelu', [0.5, -0.5], [2, 1, 1]),
    points: [0],
    exact: (x) => x.map((value, i) => bend(i < 6 ? 0.5 : -0.5, value)),
  },
  { title: 'one slope', dims: [9], node: beside('PRelu', [0.25], [1]), points: [0] },
]);

refusalLaws('PRelu', [
  {
    title: 'a slope that is no number',
    dims: [2],
    node: beside('PRelu', [1, NaN]),
    reason: /a slope is not a finite number/,
  },
  {
    title: 'a slope that depends on the input',
    dims: [2],
    node: (builder, x) => builder.node('PRelu', [x, builder.node('Exp', [x])]),
    reason: /input 1 depends on the input of the model/,
  },
]);
