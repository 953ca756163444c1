import { convolution, transposedConvolution, type Window } from './convolution.ts';
import type { Layer } from './layer.ts';
import { averagePool, reduction, runningSum } from './pool.ts';
import { generalProduct, matrixProduct } from './product.ts';

const square = (side: number, kernel: number, pad = 0) => ({
  image: [side, side],
  kernel: [kernel, kernel],
  pads: [pad, pad, pad, pad],
});

/** Chosen for the engine's branches: direct, im2col, blocked by channels (16 at a time), depthwise, pointwise. */
const WINDOWS: readonly Window[] = [
  { channels: 1, filters: 4, ...square(7, 3, 1) },
  { channels: 3, filters: 16, ...square(9, 3, 1) },
  { channels: 3, filters: 5, ...square(9, 5, 2), strides: [2, 2] },
  { channels: 3, filters: 32, ...square(15, 7, 3), strides: [2, 2], bias: false },
  { channels: 16, filters: 16, ...square(8, 3, 1) },
  { channels: 32, filters: 48, ...square(6, 3, 1), batch: 2 },
  { channels: 64, filters: 64, ...square(8, 3, 1) },
  { channels: 64, filters: 32, ...square(7, 3, 1), strides: [2, 2] },
  { channels: 16, filters: 32, ...square(9, 5, 2) },
  { channels: 17, filters: 19, ...square(6, 3, 1) },
  { channels: 16, filters: 16, ...square(9, 3, 2), dilations: [2, 2] },
  { channels: 64, filters: 16, ...square(5, 1) },
  { channels: 7, filters: 3, ...square(5, 1), strides: [2, 2] },
  { channels: 32, filters: 32, ...square(6, 3, 1), group: 2 },
  { channels: 6, filters: 9, ...square(6, 3, 1), group: 3 },
  { channels: 16, filters: 16, ...square(8, 3, 1), group: 16 },
  { channels: 32, filters: 32, ...square(8, 3, 1), group: 32, strides: [2, 2] },
  { channels: 5, filters: 10, ...square(8, 5, 2), group: 5 },
  { channels: 4, filters: 6, image: [5, 9], kernel: [2, 4], pads: [0, 1, 2, 3] },
  { channels: 8, filters: 16, image: [40], kernel: [7], pads: [3, 3] },
  { channels: 3, filters: 4, image: [5, 5, 5], kernel: [3, 3, 3], pads: [1, 1, 1, 1, 1, 1] },
];

const TRANSPOSED: readonly Window[] = [
  { channels: 4, filters: 3, ...square(5, 2), strides: [2, 2] },
  { channels: 16, filters: 16, ...square(5, 3, 1), strides: [2, 2], outputPadding: [1, 1] },
  { channels: 8, filters: 6, ...square(5, 3), group: 2 },
  { channels: 5, filters: 5, ...square(5, 4, 1), strides: [2, 2], group: 5, bias: false },
  { channels: 3, filters: 4, ...square(6, 3), dilations: [2, 2] },
  { channels: 6, filters: 8, image: [12], kernel: [5], strides: [3] },
];

const INNER = [1, 2, 3, 15, 16, 17, 64, 257, 1031];

/** Linear nodes of every shape that the engine treats in its own way. */
export const LAYERS: readonly Layer[] = [
  ...WINDOWS.map(convolution),
  ...TRANSPOSED.map(transposedConvolution),
  ...INNER.map((inner, at) =>
    matrixProduct({ rows: [1, 2, 7, 33][at % 4]!, inner, columns: [17, 1, 32][at % 3]! }),
  ),
  matrixProduct({ rows: 1, inner: 300, columns: 1 }),
  matrixProduct({ rows: 64, inner: 128, columns: 64 }),
  matrixProduct({ rows: 5, inner: 129, columns: 31, fed: true }),
  matrixProduct({ rows: 3, inner: 40, columns: 9 }, [2, 2]),
  ...INNER.map((inner, at) =>
    generalProduct({ rows: [7, 1, 33][at % 3]!, inner, columns: [10, 64, 1, 19][at % 4]! }),
  ),
  generalProduct({ rows: 6, inner: 70, columns: 21 }, { x: true }),
  generalProduct({ rows: 6, inner: 70, columns: 21 }, { w: true }),
  generalProduct({ rows: 1, inner: 1600, columns: 10 }, { w: true }),
  generalProduct({ rows: 9, inner: 33, columns: 17 }, { x: true, w: true }),
  averagePool(3, 9, 2, 2),
  averagePool(16, 8, 3, 1),
  averagePool(32, 7, 7, 1),
  reduction('GlobalAveragePool', [2, 16, 7, 9], [2, 3]),
  reduction('ReduceMean', [2, 5, 33], [2]),
  reduction('ReduceMean', [2, 16, 6, 6], [2, 3]),
  reduction('ReduceSum', [3, 67, 5], [1]),
  reduction('ReduceSum', [2, 1000], [1]),
  runningSum(3, 70),
];
