import type { Hole } from './operator.ts';

const STEP = 'its result jumps between two values, which says nothing of use about a margin';
const WHOLE = 'it works on whole numbers or truth values, and bounds are of float32 ones';

/** Operators that are known and have no bounds, each with its reason. */
export const HOLES: Readonly<Record<string, Hole>> = Object.fromEntries(
  Object.entries({
    And: WHOLE,
    BitShift: WHOLE,
    BitwiseAnd: WHOLE,
    BitwiseNot: WHOLE,
    BitwiseOr: WHOLE,
    BitwiseXor: WHOLE,
    Equal: STEP,
    Greater: STEP,
    GreaterOrEqual: STEP,
    IsInf: STEP,
    IsNaN: STEP,
    Less: STEP,
    LessOrEqual: STEP,
    Mod: STEP,
    Not: WHOLE,
    Or: WHOLE,
    Shrink: STEP,
    Tan: 'it has poles, and its bounds are not written yet',
    Xor: WHOLE,
  }).map(([name, reason]) => [name, { name, kind: 'hole', reason } satisfies Hole]),
);
