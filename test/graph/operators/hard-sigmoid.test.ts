import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { each, floats, unary } from './nodes.ts';

const pairs = [
  [0.2, 0.5],
  [1 / 6, 0.5],
  [-0.7, 0.1],
  [0, 0.3],
  [100, -40],
  [0.01, 3],
].map(([alpha, beta]) => [Math.fround(alpha!), Math.fround(beta!)] as const);

operatorLaws(
  'HardSigmoid',
  pairs.map(([alpha, beta]) => ({
    title: `alpha ${alpha}, beta ${beta}`,
    dims: [17],
    node: unary('HardSigmoid', floats({ alpha, beta })),
    points: [0, -beta / (alpha || 1), (1 - beta) / (alpha || 1)],
    rounding: { relative: 0, absolute: 2 ** -21 * (4 + 2 * Math.abs(beta)) },
    exact: each((x) => Math.max(0, Math.min(1, alpha * x + beta))),
  })),
);

refusalLaws('HardSigmoid', [
  {
    title: 'a slope that is no number',
    dims: [2],
    node: unary('HardSigmoid', floats({ alpha: NaN })),
    reason: /alpha or beta is not a finite number/,
  },
]);
