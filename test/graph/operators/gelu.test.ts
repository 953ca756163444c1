import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { EXACT } from './approximation/exact.ts';
import { each, moved, unary } from './nodes.ts';

operatorLaws('Gelu', [
  {
    title: 'by erf',
    dims: [17],
    node: unary('Gelu'),
    points: [0, -0.7517915246935645, -3, 3],
    rounding: moved(APPROXIMATIONS.Gelu),
    exact: each(EXACT.Gelu!),
  },
  {
    title: 'by tanh',
    dims: [17],
    node: unary('Gelu', { approximate: 'tanh' }),
    points: [0, -0.7524614220710162, -3, 3],
    rounding: moved(APPROXIMATIONS.GeluTanh),
    exact: each(EXACT.GeluTanh!),
  },
]);
