import { operatorLaws } from '../../laws/operator.ts';
import { unary } from './nodes.ts';
import { affine } from './sums.ts';

const square = (size: number) => ({ kernel_shape: [size, size] });

operatorLaws('AveragePool', [
  affine({ title: 'plain', dims: [2, 3, 3], terms: 4 }, unary('AveragePool', square(2))),
  affine(
    { title: 'strided, padding not counted', dims: [1, 4, 3], terms: 6 },
    unary('AveragePool', { kernel_shape: [3, 2], pads: [1, 0, 1, 1], strides: [2, 1] }),
  ),
  affine(
    { title: 'padding counted', dims: [1, 3, 3], terms: 4 },
    unary('AveragePool', { ...square(2), pads: [1, 1, 0, 0], count_include_pad: 1 }),
  ),
  affine(
    { title: 'rounded up', dims: [1, 4, 4], terms: 9 },
    unary('AveragePool', { ...square(3), strides: [2, 2], ceil_mode: 1 }),
  ),
  affine(
    { title: 'rounded up, padding counted', dims: [1, 4, 4], terms: 9 },
    unary('AveragePool', {
      ...square(3),
      strides: [2, 2],
      pads: [1, 1, 1, 1],
      ceil_mode: 1,
      count_include_pad: 1,
    }),
  ),
  affine(
    { title: 'padded by itself', dims: [1, 3, 3], terms: 4 },
    unary('AveragePool', { ...square(2), strides: [2, 2], auto_pad: 'SAME_LOWER' }),
  ),
  affine(
    { title: 'dilated', dims: [1, 4, 3], terms: 4 },
    unary('AveragePool', { ...square(2), dilations: [2, 1] }),
  ),
  affine({ title: 'in one dimension', dims: [2, 5], terms: 3 }, unary('AveragePool', { kernel_shape: [3] })),
]);
