import { operatorLaws } from '../../laws/operator.ts';
import { moved } from './movements.ts';

operatorLaws('ReduceL1', [
  {
    title: 'over one axis',
    dims: [2, 3],
    node: moved('ReduceL1', { keepdims: 0 }, [-1]),
    flatten: false,
    points: [0],
    rounding: { relative: 2e-5, absolute: 2 ** -110 },
    loose: 2,
    exact: (x) =>
      [x.slice(0, 3), x.slice(3)].map((part) => part.reduce((sum, one) => sum + Math.abs(one), 0)),
  },
]);
