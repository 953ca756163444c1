import { operatorLaws } from '../../laws/operator.ts';
import { moved } from './movements.ts';

operatorLaws('DepthToSpace', [
  {
    title: 'DCR',
    dims: [8, 1, 1],
    node: moved('DepthToSpace', { blocksize: 2 }),
    exact: (x) => [0, 2, 4, 6, 1, 3, 5, 7].map((place) => x[place]!),
  },
  {
    title: 'CRD',
    dims: [8, 1, 1],
    node: moved('DepthToSpace', { blocksize: 2, mode: 'CRD' }),
    exact: (x) => x,
  },
]);
