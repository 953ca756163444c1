import { logSoftmaxAccuracy } from '../../../src/graph/operators/approximation.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { moved } from './movements.ts';
import { moved as apart } from './nodes.ts';

const logSumExp = (x: readonly number[]): number => {
  const most = Math.max(...x);
  return most + Math.log(x.reduce((sum, one) => sum + Math.exp(one - most), 0));
};

operatorLaws('ReduceLogSumExp', [
  {
    title: 'over one axis',
    dims: [2, 3],
    node: moved('ReduceLogSumExp', { keepdims: 0 }, [2]),
    flatten: false,
    points: [0, 200, -500],
    rounding: apart(logSoftmaxAccuracy(3)),
    exact: (x) => [logSumExp([...x.slice(0, 3)]), logSumExp([...x.slice(3)])],
  },
]);
