import { operatorLaws } from '../../laws/operator.ts';
import { betweenSums, moved, SUMMED } from './movements.ts';

const repeated = moved('Expand', {}, [1, 3, 1]);

operatorLaws('Expand', [
  { title: 'an axis of one', dims: [1, 2], node: repeated, exact: (x) => [...x, ...x, ...x] },
  { title: 'between sums', dims: [1, 4], node: betweenSums(repeated, 4), ...SUMMED },
]);
