import type { Ends } from '../rewrites/interval/bounds.ts';
import { channelwise } from './kinds/channels.ts';
import { epsilonOf, normalisationGap, scaled } from './kinds/normalisation.ts';
import { elementCount } from '../tensor.ts';
import { intOf } from './kinds/places.ts';
import { standardised } from './kinds/standard.ts';
import type { Special } from './operator.ts';

/** Groups of channels of every sample, standardised together, and scaled by constants of each channel. */
export const groupNormalization: Special = {
  name: 'GroupNormalization',
  kind: 'special',
  gap: normalisationGap,
  bounds(emit, site, [x]) {
    const { dims } = site.inputs[0]!;
    const groups = intOf(site, 'num_groups', 1);
    const count = elementCount(dims.slice(1)) / groups;
    const reshaped = ({ lower, upper }: Ends, to: readonly number[]): Ends => ({
      lower: emit.node('Reshape', [lower, emit.ints(to)]),
      upper: emit.node('Reshape', [upper, emit.ints(to)]),
    });
    const how = { axes: [2], count, epsilon: epsilonOf(site), variance: 'moments' } as const;
    const t = standardised(emit, reshaped(x!.ends(), [dims[0]!, groups, count]), how);
    const own = reshaped(t, dims);
    return [emit.between(dims, scaled(emit, own, channelwise(emit, site, 1), channelwise(emit, site, 2)))];
  },
};
