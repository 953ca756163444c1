import { corners, outward } from './kinds/corners.ts';
import { floatGap } from './kinds/operands.ts';
import { definedBeside } from './kinds/pole.ts';
import type { Special } from './operator.ts';

/**
 * a/b with one or both bounded: the extremes of the four quotients of ends, where b lies on one side of zero. Elements where
 * it may be zero have no bounds, which NaN says.
 */
export const div: Special = {
  name: 'Div',
  kind: 'special',
  gap: floatGap,
  bounds(emit, { outputs }, [a, b]) {
    const divisor = b!.ends();
    const ends = outward(emit, corners(emit, 'Div', a!.ends(), divisor));
    return [emit.between(outputs[0]!.dims, definedBeside(emit, divisor, ends))];
  },
};
