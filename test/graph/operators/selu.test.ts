import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { selu } from './approximation/exact.ts';
import { each, floats, moved, unary } from './nodes.ts';

const { relative, absolute } = APPROXIMATIONS.Selu;
const pairs = [
  [1.6732631921768188, 1.0507010221481323],
  [0.5, 0.25],
  [3, 20],
] as const;

operatorLaws(
  'Selu',
  pairs.map(([alpha, gamma]) => ({
    title: `alpha ${alpha}, gamma ${gamma}`,
    dims: [17],
    node: unary('Selu', floats({ alpha, gamma })),
    points: [0, -1, -17],
    rounding: moved({ relative, absolute: absolute * Math.max(1, alpha * gamma) }),
    exact: each(selu(alpha, gamma)),
  })),
);

refusalLaws('Selu', [
  {
    title: 'a factor below zero',
    dims: [2],
    node: unary('Selu', floats({ gamma: -1 })),
    reason: /gamma is -1; both must be finite and not negative/,
  },
]);
