import { logSoftmaxAccuracy } from './approximation.ts';
import { keepsBatch } from './kinds/gaps.ts';
import { floatGap } from './kinds/operands.ts';
import { reducedAxes, reducedTerms } from './kinds/reduction.ts';
import type { Special } from './operator.ts';

/**
 * log Σ exp(x) over axes rises with every x. The engine computes max + log Σ exp(x − max): the differences and the logarithm
 * are rounded as in a LogSoftmax, and the sum with max by one rounding of at most |y| + ln n.
 */
export const reduceLogSumExp: Special = {
  name: 'ReduceLogSumExp',
  kind: 'special',
  gap: (site) => floatGap(site) ?? keepsBatch(reducedAxes(site), 'sums'),
  bounds(emit, site, [x]) {
    const axes = site.inputs[1]?.constant;
    const of = (end: string): string => emit.again(site.node, axes ? [end, emit.constant(axes)] : [end])[0]!;
    const { lower, upper } = x!.ends();
    const terms = reducedTerms(site);
    const ends = emit.widen({ lower: of(lower), upper: of(upper) }, logSoftmaxAccuracy(terms));
    return [emit.between(site.outputs[0]!.dims, ends)];
  },
};
