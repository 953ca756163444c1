import type { Ends } from '../rewrites/interval/bounds.ts';
import type { Emit } from '../rewrites/interval/emit.ts';
import { APPROXIMATIONS, logSoftmaxAccuracy } from './approximation.ts';
import { floatGap } from './kinds/operands.ts';
import { rivals } from './kinds/rivals.ts';
import { softAxis, softGap } from './kinds/soft.ts';
import type { Special } from './operator.ts';

/**
 * −log(1 + Σ_{j≠i} exp(x_j − x_i)) along an axis: with Σ = others · exp(shift) it is −softplus(shift + log others), which does
 * not overflow. The exact range of each output, moved apart by the errors of softplus and of the engine's own LogSoftmax.
 */
export const logSoftmax: Special = {
  name: 'LogSoftmax',
  kind: 'special',
  gap: (site) => floatGap(site) ?? softGap(site),
  bounds(emit, site, [x]) {
    const { axis, terms } = softAxis(site);
    const { most, least } = rivals(emit, x!.ends(), axis, terms);
    const logs = logarithms(emit, least.others, most.others);
    const from = emit.up(emit.node('Add', [logs.upper, most.shift]));
    const to = emit.down(emit.node('Add', [logs.lower, least.shift]));
    const { relative, absolute } = logSoftmaxAccuracy(terms);
    const ends = emit.widen(
      { lower: loss(emit, from), upper: loss(emit, to) },
      {
        relative: relative + APPROXIMATIONS.Softplus.relative,
        absolute: absolute + APPROXIMATIONS.Softplus.absolute,
      },
    );
    return [emit.between(site.outputs[0]!.dims, ends)];
  },
};

/** The logarithm of 0 is −∞, which a softplus makes 0 again: where there may be no rival, the output may be 0. */
const logarithms = (emit: Emit, least: string, most: string): Ends =>
  emit.widen({ lower: emit.node('Log', [least]), upper: emit.node('Log', [most]) }, APPROXIMATIONS.Log);

const loss = (emit: Emit, exponent: string): string => emit.node('Neg', [emit.node('Softplus', [exponent])]);
