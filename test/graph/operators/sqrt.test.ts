import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Sqrt', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Sqrt'),
    points: [0, 1, 1e-3, 1e30],
    rounding: moved(APPROXIMATIONS.Sqrt),
    exact: each(EXACT.Sqrt!),
  },
]);
