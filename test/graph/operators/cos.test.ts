import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Cos', [
  {
    title: 'plain',
    dims: [17],
    node: unary('Cos'),
    points: [0, Math.PI, -Math.PI, 4.5, 1000],
    rounding: moved(APPROXIMATIONS.Cos),
    loose: 1.2,
    exact: each(EXACT.Cos!),
  },
  {
    title: 'far out, where turns are known less well',
    dims: [17],
    node: unary('Cos'),
    points: Array.from({ length: 12 }, (_, i) => (2 * i - 11) * 12345 * Math.PI),
    widest: 1,
    rounding: { relative: 0, absolute: 2 },
    exact: each(EXACT.Cos!),
  },
]);
