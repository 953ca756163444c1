import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Acos', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Acos'),
    points: [0, 1, -1, 0.5],
    rounding: moved(APPROXIMATIONS.Acos),
    exact: each(EXACT.Acos!),
  },
]);
