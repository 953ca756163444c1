import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { celu } from './approximation/exact.ts';
import { each, floats, moved, unary } from './nodes.ts';

const { relative, absolute } = APPROXIMATIONS.Celu;

operatorLaws(
  'Celu',
  [1, 0.1, 25, 1e-30].map(Math.fround).map((alpha) => ({
    title: `alpha ${alpha}`,
    dims: [17],
    node: unary('Celu', floats({ alpha })),
    points: [0, -1, -17],
    rounding: moved({ relative, absolute: absolute * Math.max(1, alpha) }),
    exact: each(celu(alpha)),
  })),
);

refusalLaws('Celu', [
  {
    title: 'a factor below zero',
    dims: [2],
    node: unary('Celu', floats({ alpha: -1 })),
    reason: /alpha is -1; it must be finite and above zero/,
  },
]);
