import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Erf', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Erf'),
    points: [0, 4, -4],
    rounding: moved(APPROXIMATIONS.Erf),
    exact: each(EXACT.Erf!),
  },
]);
