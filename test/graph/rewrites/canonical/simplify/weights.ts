import { elementCount } from '../../../../../src/graph/tensor.ts';
import type { GraphBuilder } from '../../../../../src/graph/builder.ts';

/** A constant of numbers in [−1, 1] that look like chance and are the same in every run. */
export const weights = (builder: GraphBuilder, dims: readonly number[], seed = 1): string =>
  builder.constant(spread(elementCount(dims), -1, 1, seed), dims);

/** Numbers between two, as a Weyl sequence. */
export const spread = (count: number, from: number, to: number, seed = 1): Float32Array =>
  Float32Array.from(
    { length: count },
    (_, i) => from + (to - from) * (((i + seed) * 0.6180339887498949 + seed * 0.31) % 1),
  );
