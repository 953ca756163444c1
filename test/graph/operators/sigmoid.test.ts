import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Sigmoid', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Sigmoid'),
    points: [0, -20, 17, 90, -90],
    rounding: moved(APPROXIMATIONS.Sigmoid),
    exact: each(EXACT.Sigmoid!),
  },
]);
