import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Asinh', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Asinh'),
    points: [0, 1, -1],
    rounding: moved(APPROXIMATIONS.Asinh),
    exact: each(EXACT.Asinh!),
  },
]);
