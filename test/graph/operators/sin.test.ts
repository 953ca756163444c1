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
  {
    title: 'far out, where turns are known less well',
    dims: [17],
    node: unary('Sin'),
    points: Array.from({ length: 12 }, (_, i) => (2 * i - 11) * 12345 * Math.PI + Math.PI / 2),
    widest: 1,
    rounding: { relative: 0, absolute: 2 },
    exact: each(EXACT.Sin!),
  },
]);
