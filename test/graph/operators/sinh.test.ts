import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Sinh', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Sinh'),
    points: [0, 88, -88],
    rounding: moved(APPROXIMATIONS.Sinh),
    exact: each(EXACT.Sinh!),
  },
]);
