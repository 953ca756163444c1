import { operatorLaws } from '../../laws/operator.ts';
import { beforeRelu, betweenSums, moved, rectified, SUMMED } from './movements.ts';

operatorLaws('Unsqueeze', [
  {
    title: 'two axes',
    dims: [5],
    node: beforeRelu(moved('Unsqueeze', {}, [1, -1])),
    points: [0],
    exact: rectified,
    flatten: true,
  },
  { title: 'between sums', dims: [3, 4], node: betweenSums(moved('Unsqueeze', {}, [1]), 4), ...SUMMED },
]);
