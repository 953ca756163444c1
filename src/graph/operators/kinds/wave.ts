import type { Accuracy, Emit } from '../../rewrites/interval/emit.ts';
import type { Elementwise } from '../operator.ts';
import { elementwise } from './elementwise.ts';

/**
 * A sine: 1 at the turns `crest` + k and −1 at `crest` + ½ + k, for whole k, where x is 2π times its turns; monotone between.
 */
export const wave = (name: string, crest: number, accuracy: Accuracy): Elementwise =>
  elementwise(name, accuracy, {}, (f, x, emit) => {
    const values = [f(x.lower), f(x.upper)];
    const [low, high] = [turns(emit, x.lower), turns(emit, x.upper)];
    const unless = (offset: number, extreme: number, otherwise: string) =>
      emit.node('Where', [holds(emit, low, high, offset), emit.scalar(extreme), otherwise]);
    return {
      lower: unless(crest + 0.5, -1, emit.node('Min', values)),
      upper: unless(crest, 1, emit.node('Max', values)),
    };
  });

const turns = (emit: Emit, x: string): string => emit.node('Mul', [x, emit.scalar(1 / (2 * Math.PI))]);

/**
 * True at least where offset + k lies within the turns for some whole k: where ⌈low − offset − d⌉ ≤ ⌊high − offset + d⌋. The
 * factor 1/2π, the product and two sums, all rounded, err by less than 2^−22(|t| + 1) in t turns; d is twice that.
 */
function holds(emit: Emit, low: string, high: string, offset: number): string {
  const from = emit.node('Sub', [emit.node('Sub', [low, emit.scalar(offset)]), margin(emit, low)]);
  const to = emit.node('Add', [emit.node('Sub', [high, emit.scalar(offset)]), margin(emit, high)]);
  return emit.node('LessOrEqual', [emit.node('Ceil', [from]), emit.node('Floor', [to])]);
}

function margin(emit: Emit, t: string): string {
  const size = emit.node('Add', [emit.node('Abs', [t]), emit.scalar(1)]);
  return emit.node('Mul', [size, emit.scalar(2 ** -21)]);
}
