import { operatorLaws } from '../../laws/operator.ts';
import { moved } from './movements.ts';

operatorLaws('ReduceMin', [
  {
    title: 'over one axis',
    dims: [2, 3],
    node: moved('ReduceMin', { keepdims: 0 }, [-1]),
    flatten: false,
    exact: (x) => [Math.min(...x.slice(0, 3)), Math.min(...x.slice(3))],
  },
  { title: 'over two', dims: [2, 3], node: moved('ReduceMin', {}, [1, 2]), exact: (x) => [Math.min(...x)] },
]);
