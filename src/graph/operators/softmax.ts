import { softmaxAccuracy } from './approximation.ts';
import { floatGap } from './kinds/operands.ts';
import { rivals, type Rivals } from './kinds/rivals.ts';
import { softAxis, softGap } from './kinds/soft.ts';
import type { Special } from './operator.ts';

/** Engines divide rounded exponentials by their rounded sum, which may answer a little more than 1. */
const MOST = 1 + 2 ** -22;

/** 1/(1 + Σ_{j≠i} exp(x_j − x_i)) along an axis: the exact range of each output, moved apart by the engine's error. */
export const softmax: Special = {
  name: 'Softmax',
  kind: 'special',
  gap: (site) => floatGap(site) ?? softGap(site),
  bounds(emit, site, [x]) {
    const { axis, terms } = softAxis(site);
    const { most, least } = rivals(emit, x!.ends(), axis, terms);
    const share = ({ others, shift }: Rivals): string => {
      const rest = emit.node('Mul', [others, emit.node('Exp', [shift])]);
      return emit.node('Div', [emit.scalar(1), emit.node('Add', [rest, emit.scalar(1)])]);
    };
    const { lower, upper } = emit.widen({ lower: share(most), upper: share(least) }, softmaxAccuracy(terms));
    const ends = {
      lower: emit.node('Max', [lower, emit.scalar(0)]),
      upper: emit.node('Min', [upper, emit.scalar(MOST)]),
    };
    return [emit.between(site.outputs[0]!.dims, ends, { nonNegative: true })];
  },
};
