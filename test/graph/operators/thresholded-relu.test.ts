import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { each, floats, unary } from './nodes.ts';

const thresholds = [1, 0, 0.3].map(Math.fround);

operatorLaws(
  'ThresholdedRelu',
  thresholds.map((alpha) => ({
    title: `alpha ${alpha}`,
    dims: [17],
    node: unary('ThresholdedRelu', floats({ alpha })),
    points: [0, alpha],
    exact: each((x) => (x > alpha ? x : 0)),
  })),
);

refusalLaws('ThresholdedRelu', [
  {
    title: 'a threshold below zero',
    dims: [2],
    node: unary('ThresholdedRelu', floats({ alpha: -1 })),
    reason: /alpha is -1; with a threshold below zero/,
  },
]);
