import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Atan', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Atan'),
    points: [0, 1, -1],
    rounding: moved(APPROXIMATIONS.Atan),
    exact: each(EXACT.Atan!),
  },
]);
