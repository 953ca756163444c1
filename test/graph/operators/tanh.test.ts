import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Tanh', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Tanh'),
    points: [0, 9, -9],
    rounding: moved(APPROXIMATIONS.Tanh),
    exact: each(EXACT.Tanh!),
  },
]);
