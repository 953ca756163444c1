import { operatorLaws } from '../../laws/operator.ts';
import { betweenSums, moved, SUMMED } from './movements.ts';

operatorLaws('Flatten', [
  { title: 'a sample a row', dims: [2, 3], node: moved('Flatten', { axis: 1 }), exact: (x) => x },
  { title: 'axis from the end', dims: [2, 3], node: moved('Flatten', { axis: -2 }), exact: (x) => x },
  { title: 'between sums', dims: [3, 4], node: betweenSums(moved('Flatten'), 4), ...SUMMED },
]);
