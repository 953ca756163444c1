import { operatorLaws } from '../../laws/operator.ts';
import { each, unary } from './nodes.ts';

operatorLaws('Ceil', [
  { title: 'plain', dims: [17], node: unary('Ceil'), points: [0, -1, 1, 7], exact: each(Math.ceil) },
]);
