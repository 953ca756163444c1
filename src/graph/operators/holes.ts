import type { Hole } from './operator.ts';

const STEP = 'its result jumps between two values, which says nothing of use about a margin';
const WHOLE = 'it works on whole numbers or truth values, and bounds are of float32 ones';
const PLACE = 'its result is a place, which jumps with the values';
const JUMPS = 'its result jumps at some values, and its bounds are not written yet';
const LATER = 'its bounds are not written yet';
const RECURRENT = 'it goes over a sequence step by step, and its bounds are not written yet';
const MIXES =
  'it averages over the samples of a batch unless it says otherwise, and its bounds are not written yet';

/** Operators that are known and have no bounds, each with its reason. */
export const HOLES: Readonly<Record<string, Hole>> = Object.fromEntries(
  Object.entries({
    And: WHOLE,
    ArgMax: PLACE,
    ArgMin: PLACE,
    BitShift: WHOLE,
    BitwiseAnd: WHOLE,
    BitwiseNot: WHOLE,
    BitwiseOr: WHOLE,
    BitwiseXor: WHOLE,
    Compress: LATER,
    Det: LATER,
    Einsum: 'its equation may be any; a product written as MatMul, Gemm or Mul has bounds',
    Equal: STEP,
    GRU: RECURRENT,
    GlobalLpPool: LATER,
    Greater: STEP,
    GreaterOrEqual: STEP,
    GridSample: 'where it samples may depend on the input, and its bounds are not written yet',
    Hardmax: STEP,
    IsInf: STEP,
    IsNaN: STEP,
    LSTM: RECURRENT,
    Less: STEP,
    LessOrEqual: STEP,
    LpNormalization: LATER,
    LpPool: LATER,
    MaxRoiPool: LATER,
    MaxUnpool: PLACE,
    MeanVarianceNormalization: MIXES,
    Mod: JUMPS,
    NonZero: PLACE,
    Not: WHOLE,
    OneHot: WHOLE,
    Or: WHOLE,
    RNN: RECURRENT,
    ReduceLogSum: LATER,
    ReduceProd: LATER,
    ReverseSequence: LATER,
    RoiAlign: LATER,
    ScatterElements: LATER,
    ScatterND: LATER,
    Shrink: JUMPS,
    Tan: 'it has poles, and its bounds are not written yet',
    TopK: 'its result jumps when two values change their order, and it gives places besides',
    Xor: WHOLE,
  }).map(([name, reason]) => [name, { name, kind: 'hole', reason } satisfies Hole]),
);
