import { operatorLaws } from '../../laws/operator.ts';
import { moved } from './movements.ts';

operatorLaws('SpaceToDepth', [
  {
    title: 'blocks of two',
    dims: [2, 2, 2],
    node: moved('SpaceToDepth', { blocksize: 2 }),
    exact: (x) => [0, 4, 1, 5, 2, 6, 3, 7].map((place) => x[place]!),
  },
]);
