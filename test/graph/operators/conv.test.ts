import { operatorLaws } from '../../laws/operator.ts';
import { affine, weighted } from './sums.ts';

const square = (size: number) => ({ kernel_shape: [size, size] });

operatorLaws('Conv', [
  affine({ title: 'one filter', dims: [1, 3, 3], terms: 4 }, weighted('Conv', [1, 1, 2, 2], square(2), 1)),
  affine(
    { title: 'without a bias', dims: [2, 3, 2], terms: 4 },
    weighted('Conv', [3, 2, 2, 1], { kernel_shape: [2, 1] }),
  ),
  affine(
    { title: 'padded on two sides, strided', dims: [2, 3, 4], terms: 12 },
    weighted('Conv', [2, 2, 2, 3], { kernel_shape: [2, 3], pads: [1, 0, 0, 2], strides: [2, 1] }, 2),
  ),
  affine(
    { title: 'dilated', dims: [1, 5, 3], terms: 4 },
    weighted('Conv', [1, 1, 2, 2], { ...square(2), dilations: [3, 2] }, 1),
  ),
  affine(
    { title: 'in groups', dims: [4, 2, 2], terms: 2 },
    weighted('Conv', [6, 2, 1, 1], { ...square(1), group: 2 }, 6),
  ),
  affine(
    { title: 'of every channel by itself', dims: [3, 3, 2], terms: 4 },
    weighted('Conv', [3, 1, 2, 2], { ...square(2), group: 3 }, 3),
  ),
  affine(
    { title: 'padded by itself', dims: [1, 3, 3], terms: 4 },
    weighted('Conv', [1, 1, 2, 2], { ...square(2), auto_pad: 'SAME_UPPER' }, 1),
  ),
  affine(
    { title: 'sixteen filters, which the engine keeps together', dims: [2, 3, 2], terms: 8 },
    weighted('Conv', [16, 2, 2, 2], { ...square(2), pads: [0, 0, 1, 1] }, 16),
  ),
  affine(
    { title: 'in one dimension', dims: [2, 6], terms: 6 },
    weighted('Conv', [2, 2, 3], { kernel_shape: [3], pads: [1, 0] }, 2),
  ),
  affine(
    { title: 'in three dimensions', dims: [1, 2, 2, 3], terms: 8 },
    weighted('Conv', [2, 1, 2, 2, 2], { kernel_shape: [2, 2, 2] }, 2),
  ),
]);
