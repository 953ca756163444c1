import { discReluBounds } from './kinds/rectified.ts';
import type { Elementwise } from './operator.ts';

/** max(x, 0): exact, and monotone. */
export const relu: Elementwise = {
  name: 'Relu',
  kind: 'elementwise',
  input: () => 0,
  bounds(emit, site, x) {
    const dims = site.outputs[0]!.dims;
    if (x.disc) return discReluBounds(emit, dims, x.disc, x.terms ?? 0);
    const { lower, upper } = x.ends();
    const ends = { lower: emit.node('Relu', [lower]), upper: emit.node('Relu', [upper]) };
    return emit.between(dims, ends, { nonNegative: true });
  },
};
