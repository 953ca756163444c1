import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Acosh', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Acosh'),
    points: [1, 2, 100],
    rounding: moved(APPROXIMATIONS.Acosh),
    exact: each(EXACT.Acosh!),
  },
]);
