import { operatorLaws } from '../../laws/operator.ts';
import { unary } from './nodes.ts';
import { affine } from './sums.ts';

operatorLaws('GlobalAveragePool', [
  affine({ title: 'of images', dims: [2, 3, 2], terms: 6 }, unary('GlobalAveragePool')),
  affine({ title: 'of sequences', dims: [2, 4], terms: 4 }, unary('GlobalAveragePool')),
]);
