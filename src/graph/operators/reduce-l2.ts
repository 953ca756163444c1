import { APPROXIMATIONS } from './approximation.ts';
import { squared, sumOfSizes } from './kinds/sum-of-sizes.ts';

/** √Σx² over axes. Squares that underflow are lost: at most 2^−62 of the root. */
export const reduceL2 = sumOfSizes('ReduceL2', {
  term: squared,
  result(emit, { lower, upper }) {
    const root = (sum: string): string => emit.node('Sqrt', [sum]);
    const floor = emit.node('Max', [lower, emit.scalar(0)]);
    return emit.widen({ lower: root(floor), upper: root(upper) }, APPROXIMATIONS.Sqrt);
  },
});
