import { operatorLaws } from '../../laws/operator.ts';
import { moved } from './movements.ts';

operatorLaws('ReduceL2', [
  {
    title: 'over two axes',
    dims: [2, 3],
    node: moved('ReduceL2', {}, [1, 2]),
    points: [0],
    rounding: { relative: 2e-5, absolute: 2 ** -55 },
    loose: 2,
    exact: (x) => [Math.hypot(...x)],
  },
]);
