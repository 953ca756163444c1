import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Reciprocal', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Reciprocal'),
    points: [0, 1, -1, 1e30],
    rounding: moved(APPROXIMATIONS.Reciprocal),
    exact: each(EXACT.Reciprocal!),
  },
]);
