import { reduction, squeeze, unsqueeze } from './axes.ts';
import { batchNormalization } from './batch-normalization.ts';
import { cast, castLike } from './cast.ts';
import { clip } from './clip.ts';
import { convTranspose } from './conv-transpose.ts';
import type { Rule } from './draft.ts';
import { dropout } from './dropout.ts';
import { groupNormalization } from './group-normalization.ts';
import { pad } from './pad.ts';
import { changedIn, ignoring, newer } from './refused.ts';
import { expand, flatten, reshape } from './reshape.ts';
import { resize } from './resize.ts';
import { scatter } from './scatter.ts';
import { slice } from './slice.ts';
import { softmax } from './softmax.ts';
import { split } from './split.ts';
import { topK } from './top-k.ts';
import { conv, pool } from './window.ts';

/** Operators that mean something else, or may be written in more than one way, in some operator set from 8 to 26. */
export const RULES: Readonly<Record<string, Rule>> = {
  Attention: newer,
  AveragePool: pool,
  BatchNormalization: batchNormalization,
  BitCast: newer,
  Cast: cast,
  CastLike: castLike,
  Clip: clip,
  Conv: conv,
  ConvTranspose: convTranspose,
  CumProd: newer,
  DequantizeLinear: ignoring('output_dtype'),
  DFT: changedIn(20),
  Dropout: dropout,
  Expand: expand,
  Flatten: flatten,
  GridSample: changedIn(20),
  GroupNormalization: groupNormalization,
  Hardmax: softmax,
  LogSoftmax: softmax,
  LpPool: pool,
  MaxPool: pool,
  Pad: pad,
  QuantizeLinear: ignoring('precision'),
  ReduceL1: reduction,
  ReduceL2: reduction,
  ReduceLogSum: reduction,
  ReduceLogSumExp: reduction,
  ReduceMax: reduction,
  ReduceMean: reduction,
  ReduceMin: reduction,
  ReduceProd: reduction,
  ReduceSum: reduction,
  ReduceSumSquare: reduction,
  Reshape: reshape,
  Resize: resize,
  RMSNormalization: newer,
  RoiAlign: changedIn(16),
  RotaryEmbedding: newer,
  Scatter: scatter,
  Slice: slice,
  Softmax: softmax,
  Split: split,
  Squeeze: squeeze,
  Swish: newer,
  TensorScatter: newer,
  TopK: topK,
  Unsqueeze: unsqueeze,
  Upsample: resize,
};
