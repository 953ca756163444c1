import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('HardSwish', [
  {
    title: 'plain',
    dims: [17],
    node: unary('HardSwish'),
    points: [0, -1.5, -3, 3, -4],
    rounding: moved(APPROXIMATIONS.HardSwish),
    exact: each(EXACT.HardSwish!),
  },
]);
