import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Softplus', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Softplus'),
    points: [0, -90, 88],
    rounding: moved(APPROXIMATIONS.Softplus),
    exact: each(EXACT.Softplus!),
  },
]);
