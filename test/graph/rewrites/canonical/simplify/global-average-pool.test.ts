import { globalAveragePool } from '../../../../../src/graph/rewrites/canonical/simplify/global-average-pool.ts';
import { rewriteLaws } from '../../../../laws/rewrite.ts';

rewriteLaws(globalAveragePool, [
  {
    title: 'in two dimensions',
    dims: [2, 3, 4, 5],
    build: (b, x) => b.node('GlobalAveragePool', [x]),
    golden: true,
  },
  {
    title: 'in one dimension',
    dims: [2, 3, 7],
    build: (b, x) => b.node('GlobalAveragePool', [b.node('Relu', [x])]),
  },
  { title: 'in three dimensions', dims: [2, 3, 2, 3, 4], build: (b, x) => b.node('GlobalAveragePool', [x]) },
  {
    title: 'of the largest',
    dims: [2, 3, 4, 5],
    build: (b, x) => b.node('GlobalMaxPool', [x]),
    applies: false,
  },
]);
