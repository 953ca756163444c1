import { operatorLaws } from '../../laws/operator.ts';
import { betweenSums, moved, SUMMED } from './movements.ts';

const turned = moved('Transpose', { perm: [0, 2, 1] });

operatorLaws('Transpose', [
  {
    title: 'the axes of a sample',
    dims: [2, 3],
    node: turned,
    exact: (x) => [0, 3, 1, 4, 2, 5].map((place) => x[place]!),
  },
  { title: 'between sums', dims: [3, 4], node: betweenSums(turned, 4), ...SUMMED },
]);
