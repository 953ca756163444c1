import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Cosh', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Cosh'),
    points: [0, 88, -88],
    rounding: moved(APPROXIMATIONS.Cosh),
    exact: each(EXACT.Cosh!),
  },
]);
