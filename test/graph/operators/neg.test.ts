import { operatorLaws } from '../../laws/operator.ts';
import { each, unary } from './nodes.ts';

operatorLaws('Neg', [
  { title: 'plain', dims: [17], node: unary('Neg'), points: [0], exact: each((x) => -x) },
]);
