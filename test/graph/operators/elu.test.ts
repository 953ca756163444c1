import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { elu } from './approximation/exact.ts';
import { each, floats, moved, unary } from './nodes.ts';

const { relative, absolute } = APPROXIMATIONS.Elu;

operatorLaws(
  'Elu',
  [1, 0.1, 25, 0, -2].map(Math.fround).map((alpha) => ({
    title: `alpha ${alpha}`,
    dims: [17],
    node: unary('Elu', floats({ alpha })),
    points: [0, -1, -17, -90],
    rounding: moved({ relative, absolute: absolute * Math.max(1, Math.abs(alpha)) }),
    exact: each(elu(alpha)),
  })),
);

refusalLaws('Elu', [
  {
    title: 'a factor that is no number',
    dims: [2],
    node: unary('Elu', floats({ alpha: NaN })),
    reason: /alpha is NaN, not a finite number/,
  },
]);
