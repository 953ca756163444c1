import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Softsign', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Softsign'),
    points: [0],
    rounding: moved(APPROXIMATIONS.Softsign),
    exact: each(EXACT.Softsign!),
  },
]);
