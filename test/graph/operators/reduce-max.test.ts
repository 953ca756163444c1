import { operatorLaws } from '../../laws/operator.ts';
import { moved } from './movements.ts';

operatorLaws('ReduceMax', [
  {
    title: 'over one axis',
    dims: [2, 3],
    node: moved('ReduceMax', { keepdims: 0 }, [-1]),
    flatten: false,
    exact: (x) => [Math.max(...x.slice(0, 3)), Math.max(...x.slice(3))],
  },
  { title: 'over two', dims: [2, 3], node: moved('ReduceMax', {}, [1, 2]), exact: (x) => [Math.max(...x)] },
]);
