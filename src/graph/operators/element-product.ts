import type { Ends } from '../rewrites/interval/bounds.ts';
import type { Emit } from '../rewrites/interval/emit.ts';
import { corners, outward } from './kinds/corners.ts';
import { floatGap } from './kinds/operands.ts';
import { sizeOf } from './kinds/size.ts';
import type { Special } from './operator.ts';

/**
 * Mul of two bounded values: the extremes of the four products of ends. x · x is the square of |x|, which is tighter where x
 * may have either sign, and never negative.
 */
export const elementProduct: Special = {
  name: 'Mul',
  kind: 'special',
  gap: floatGap,
  bounds(emit, { node, outputs }, [a, b]) {
    const { dims } = outputs[0]!;
    if (node.inputs[0] === node.inputs[1])
      return [emit.between(dims, square(emit, a!.ends()), { nonNegative: true })];
    return [emit.between(dims, outward(emit, corners(emit, 'Mul', a!.ends(), b!.ends())))];
  },
};

function square(emit: Emit, x: Ends): Ends {
  const size = sizeOf(emit, x);
  const [lower, upper] = [size.lower, size.upper].map((end) => emit.node('Mul', [end, end]));
  const ends = outward(emit, { lower: lower!, upper: upper! });
  return { lower: emit.node('Max', [ends.lower, emit.scalar(0)]), upper: ends.upper };
}
