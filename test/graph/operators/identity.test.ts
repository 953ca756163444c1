import { operatorLaws } from '../../laws/operator.ts';
import { moved } from './movements.ts';

operatorLaws('Identity', [{ title: 'as it is', dims: [3], node: moved('Identity'), exact: (x) => x }]);
