import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { beforeRelu, betweenSums, moved, rectified, SUMMED, whole } from './movements.ts';

const folded = moved('Reshape', {}, [0, -1, 2]);

operatorLaws('Reshape', [
  { title: 'to other axes', dims: [2, 6], node: beforeRelu(folded), points: [0], exact: rectified },
  {
    title: 'to several rows a sample, and back',
    dims: [2, 6],
    node: (builder, x) =>
      moved('Reshape', {}, [-1, 12])(builder, beforeRelu(moved('Reshape', {}, [-1, 6]))(builder, x)),
    points: [0],
    exact: rectified,
    flatten: false,
  },
  { title: 'between sums', dims: [3, 4], node: betweenSums(folded, 4), ...SUMMED },
]);

refusalLaws('Reshape', [
  {
    title: 'whole numbers made of the input',
    dims: [4],
    node: (builder, x) =>
      builder.node(
        'Cast',
        [builder.node('Reshape', [builder.node('Cast', [x], { to: 7 }), whole(builder, [0, 2, 2])])],
        { to: 1 },
      ),
    flatten: true,
    reason: /int64 values/,
  },
]);
