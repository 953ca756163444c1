import { operatorLaws } from '../../laws/operator.ts';
import { each, unary } from './nodes.ts';

operatorLaws('Round', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Round'),
    points: [0, -0.5, 0.5, 1.5, 2.5],
    exact: each((x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x))),
  },
]);
