import { operatorLaws } from '../../laws/operator.ts';
import { beforeRelu, betweenSums, moved, rectified, SUMMED } from './movements.ts';

operatorLaws('Squeeze', [
  {
    title: 'one axis',
    dims: [1, 5],
    node: beforeRelu(moved('Squeeze', {}, [1])),
    points: [0],
    exact: rectified,
    flatten: false,
  },
  {
    title: 'from the end',
    dims: [3, 1, 1, 2],
    node: beforeRelu(moved('Squeeze', {}, [-2, -3])),
    points: [0],
    exact: rectified,
  },
  {
    title: 'between sums',
    dims: [1, 3, 4],
    node: betweenSums(moved('Squeeze', {}, [1]), 4),
    ...SUMMED,
  },
]);
