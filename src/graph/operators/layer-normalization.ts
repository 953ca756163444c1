import { epsilonOf, normalisationGap, scaled } from './kinds/normalisation.ts';
import { elementCount } from '../tensor.ts';
import { fromFront, intOf } from './kinds/places.ts';
import { acrossRows } from './kinds/rows.ts';
import { standardised } from './kinds/standard.ts';
import type { Special } from './operator.ts';
import type { Site } from './site.ts';

/** Every sample's values over the last axes, standardised and scaled. */
export const layerNormalization: Special = {
  name: 'LayerNormalization',
  kind: 'special',
  gap: (site) =>
    normalisationGap(site) ?? acrossRows(firstAxis(site) === 0, site.inputs[0]!, 'averages over'),
  bounds(emit, site, [x]) {
    const { dims } = site.inputs[0]!;
    const axes = dims.map((_, axis) => axis).slice(firstAxis(site));
    const count = elementCount(axes.map((axis) => dims[axis]!));
    const how = { axes, count, epsilon: epsilonOf(site), variance: 'deviations' } as const;
    const t = standardised(emit, x!.ends(), how);
    const [, scale, bias] = site.inputs.map((one) => one && one.constant && emit.constant(one.constant));
    return [emit.between(dims, scaled(emit, t, scale!, bias ?? null))];
  },
};

const firstAxis = (site: Site): number => fromFront(intOf(site, 'axis', -1), site.inputs[0]!.dims.length);
