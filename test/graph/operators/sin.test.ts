import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Sin', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Sin'),
    points: [0, Math.PI / 2, -Math.PI / 2, 4.5, 1000],
    rounding: moved(APPROXIMATIONS.Sin),
    loose: 1.2,
    exact: each(EXACT.Sin!),
  },
]);
