import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { moved } from './movements.ts';

operatorLaws('ReduceSumSquare', [
  {
    title: 'over one axis',
    dims: [4],
    node: moved('ReduceSumSquare', {}, [1]),
    points: [0],
    rounding: { relative: 2e-5, absolute: 2 ** -110 },
    loose: 2,
    exact: (x) => [x.reduce((sum, one) => sum + one * one, 0)],
  },
]);

refusalLaws('ReduceSumSquare', [
  {
    title: 'over no axis',
    dims: [3],
    node: moved('ReduceSumSquare', { noop_with_empty_axes: 1 }),
    reason: /over no axis/,
  },
]);
