import { epsilonOf, normalisationGap, scaled } from './kinds/normalisation.ts';
import { channelwise } from './kinds/channels.ts';
import { elementCount } from '../tensor.ts';
import { standardised } from './kinds/standard.ts';
import type { Special } from './operator.ts';

/** Every channel of every sample, standardised and scaled by constants of its own. */
export const instanceNormalization: Special = {
  name: 'InstanceNormalization',
  kind: 'special',
  gap: normalisationGap,
  bounds(emit, site, [x]) {
    const { dims } = site.inputs[0]!;
    const axes = dims.map((_, axis) => axis).slice(2);
    const how = {
      axes,
      count: elementCount(dims.slice(2)),
      epsilon: epsilonOf(site),
      variance: 'deviations',
    } as const;
    const t = standardised(emit, x!.ends(), how);
    return [emit.between(dims, scaled(emit, t, channelwise(emit, site, 1), channelwise(emit, site, 2)))];
  },
};
