import { operatorLaws } from '../../laws/operator.ts';
import { each, unary } from './nodes.ts';

operatorLaws('Abs', [{ title: 'plain', dims: [17], node: unary('Abs'), points: [0], exact: each(Math.abs) }]);
