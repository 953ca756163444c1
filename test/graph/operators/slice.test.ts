import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { betweenSums, moved, SUMMED } from './movements.ts';

const cut = moved('Slice', {}, [1], [3], [2]);

operatorLaws('Slice', [
  { title: 'along one axis', dims: [2, 3], node: cut, exact: (x) => [1, 2, 4, 5].map((place) => x[place]!) },
  {
    title: 'backwards',
    dims: [5],
    node: moved('Slice', {}, [-1], [-100], [-1], [-2]),
    exact: (x) => [4, 2, 0].map((place) => x[place]!),
  },
  {
    title: 'all rows and some places',
    dims: [4],
    node: moved('Slice', {}, [0, 1], [1e6, 3], [0, 1], [1, 1]),
    exact: (x) => x.slice(1, 3),
  },
  {
    title: 'without axes',
    dims: [4],
    node: moved('Slice', {}, [0, 1], [1e6, 3]),
    exact: (x) => x.slice(1, 3),
  },
  { title: 'between sums', dims: [3, 4], node: betweenSums(cut, 4), ...SUMMED },
]);

refusalLaws('Slice', [
  {
    title: 'rows in reverse',
    dims: [4],
    node: moved('Slice', {}, [-1], [-1e6], [0], [-1]),
    reason: /takes places along the axis of the batch/,
  },
]);
