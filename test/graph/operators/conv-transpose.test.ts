import { operatorLaws } from '../../laws/operator.ts';
import { affine, weighted } from './sums.ts';

operatorLaws('ConvTranspose', [
  affine(
    { title: 'strided', dims: [2, 2, 2], terms: 8 },
    weighted('ConvTranspose', [2, 3, 2, 2], { kernel_shape: [2, 2], strides: [2, 2] }, 3),
  ),
  affine(
    { title: 'overlapping, cut, without a bias', dims: [2, 3, 2], terms: 18 },
    weighted('ConvTranspose', [2, 1, 3, 3], { kernel_shape: [3, 3], pads: [1, 0, 1, 2] }),
  ),
  affine(
    { title: 'in groups, with more room', dims: [4, 2, 2], terms: 8 },
    weighted(
      'ConvTranspose',
      [4, 1, 2, 2],
      { kernel_shape: [2, 2], group: 2, strides: [2, 2], output_padding: [1, 1] },
      2,
    ),
  ),
  affine(
    { title: 'dilated, in one dimension', dims: [2, 4], terms: 4 },
    weighted('ConvTranspose', [2, 2, 2], { kernel_shape: [2], dilations: [2] }, 2),
  ),
]);
