import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { leakyRelu } from './approximation/exact.ts';
import { each, floats, unary } from './nodes.ts';

const slopes = [0.01, 0, 1, 3, -0.25, -3].map(Math.fround);

operatorLaws(
  'LeakyRelu',
  slopes.map((alpha) => ({
    title: `alpha ${alpha}`,
    dims: [17],
    node: unary('LeakyRelu', floats({ alpha })),
    points: [0],
    exact: each(leakyRelu(alpha)),
  })),
);

refusalLaws('LeakyRelu', [
  {
    title: 'no finite slope',
    dims: [3],
    node: unary('LeakyRelu', floats({ alpha: Infinity })),
    reason: /alpha is Infinity, not a finite number/,
  },
]);
