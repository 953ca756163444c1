import { operatorLaws } from '../../laws/operator.ts';
import { moved } from './movements.ts';

operatorLaws('GlobalMaxPool', [
  {
    title: 'of two axes',
    dims: [2, 2, 2],
    node: moved('GlobalMaxPool'),
    exact: (x) => [Math.max(...x.slice(0, 4)), Math.max(...x.slice(4))],
  },
]);
