import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Exp', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Exp'),
    points: [0, 88.7, -88, -103],
    rounding: moved(APPROXIMATIONS.Exp),
    exact: each(EXACT.Exp!),
  },
]);
