import { operatorLaws } from '../../laws/operator.ts';
import { betweenSums, moved, SUMMED } from './movements.ts';

const lower = moved('Trilu', { upper: 0 }, 1);

operatorLaws('Trilu', [
  {
    title: 'the upper triangle',
    dims: [2, 2],
    node: moved('Trilu'),
    exact: (x) => [x[0]!, x[1]!, 0, x[3]!],
  },
  {
    title: 'the lower triangle and one diagonal more',
    dims: [2, 3],
    node: lower,
    exact: (x) => [x[0]!, x[1]!, 0, x[3]!, x[4]!, x[5]!],
  },
  { title: 'between sums', dims: [3, 4], node: betweenSums(lower, 4), ...SUMMED },
]);
