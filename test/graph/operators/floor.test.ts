import { operatorLaws } from '../../laws/operator.ts';
import { each, unary } from './nodes.ts';

operatorLaws('Floor', [
  { title: 'plain', dims: [17], node: unary('Floor'), points: [0, -1, 1, 7], exact: each(Math.floor) },
]);
