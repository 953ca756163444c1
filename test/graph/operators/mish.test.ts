import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Mish', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Mish'),
    points: [0, -1.192431214515212, -90, 20],
    rounding: moved(APPROXIMATIONS.Mish),
    exact: each(EXACT.Mish!),
  },
]);
