import { operatorLaws } from '../../laws/operator.ts';
import { each, unary } from './nodes.ts';
import { summed, weighted } from './sums.ts';

const rectified = each((x) => Math.max(x, 0));

operatorLaws('Relu', [
  { title: 'plain', dims: [17], node: unary('Relu'), points: [0], exact: rectified },
  {
    title: 'of a sum',
    loose: 2,
    dims: [3],
    mixes: true,
    rounding: summed(3),
    scale: (x) => [1, 1, 1, 1].map(() => x.reduce((sum, one) => sum + Math.abs(one), 1)),
    node: (builder, x) => builder.node('Relu', [weighted('Gemm', [3, 4], {}, 4)(builder, x)]),
  },
  {
    title: 'of a sum that the engine keeps in blocks',
    dims: [1, 2, 2],
    mixes: true,
    rounding: summed(4),
    scale: (x) => Array.from({ length: 64 }, () => x.reduce((sum, one) => sum + Math.abs(one), 1)),
    node: (builder, x) =>
      builder.node('Relu', [
        weighted('Conv', [16, 1, 2, 2], { kernel_shape: [2, 2], pads: [1, 1, 0, 0] }, 16)(builder, x),
      ]),
  },
]);
