import { operatorLaws } from '../../laws/operator.ts';
import { each, unary } from './nodes.ts';

operatorLaws('Sign', [
  { title: 'plain', dims: [17], node: unary('Sign'), points: [0], exact: each(Math.sign) },
]);
