import type { GraphBuilder } from '../../../../../src/graph/builder.ts';
import { reshapes } from '../../../../../src/graph/rewrites/canonical/simplify/reshapes.ts';
import { rewriteLaws } from '../../../../laws/rewrite.ts';

const int64 = (b: GraphBuilder, values: readonly number[]) => b.constant(BigInt64Array.from(values, BigInt));
const reshape = (b: GraphBuilder, x: string, dims: readonly number[]) =>
  b.node('Reshape', [x, int64(b, dims)]);

rewriteLaws(reshapes, [
  {
    title: 'two in a row',
    dims: [2, 3, 4],
    build: (b, x) => reshape(b, reshape(b, x, [2, 12]), [2, 6, 2]),
    golden: true,
  },
  {
    title: 'there and back',
    dims: [2, 3, 4],
    build: (b, x) => b.node('Relu', [reshape(b, b.node('Flatten', [x]), [-1, 3, 4])]),
    golden: true,
  },
  {
    title: 'of all kinds',
    dims: [2, 1, 3, 1],
    build: (b, x) => {
      const squeezed = b.node('Squeeze', [x, int64(b, [1])]);
      const turned = b.node('Transpose', [squeezed], { perm: [0, 2, 1] });
      return b.node('Flatten', [b.node('Unsqueeze', [turned, int64(b, [1, 4])])], { axis: 1 });
    },
    golden: true,
  },
  {
    title: 'where others read the first',
    dims: [2, 3, 4],
    build: (b, x) => {
      const flat = b.node('Flatten', [x]);
      const rows = reshape(b, flat, [2, 4, 3]);
      return b.node('Concat', [flat, b.node('Flatten', [rows])], { axis: 1 });
    },
  },
  {
    title: 'that split the batch',
    dims: [2, 3, 4],
    build: (b, x) => reshape(b, reshape(b, x, [6, 4]), [12, 2]),
    golden: true,
  },
  {
    title: 'there and back, all of the graph',
    dims: [2, 3],
    build: (b, x) => reshape(b, reshape(b, x, [2, 1, 3]), [2, 3]),
  },
  { title: 'one', dims: [2, 3, 4], build: (b, x) => b.node('Flatten', [x]), applies: false },
  {
    title: 'with a Transpose that moves elements',
    dims: [2, 3, 4],
    build: (b, x) => b.node('Flatten', [b.node('Transpose', [x], { perm: [0, 2, 1] })]),
    applies: false,
  },
  {
    title: 'with a Relu between',
    dims: [2, 3, 4],
    build: (b, x) => reshape(b, b.node('Relu', [b.node('Flatten', [x])]), [2, 4, 3]),
    applies: false,
  },
]);
