import { keepsBatch } from './kinds/gaps.ts';
import { fromFront, numbersAt } from './kinds/places.ts';
import type { Linear } from './operator.ts';
import type { Site } from './site.ts';

const axisOf = (site: Site): number => fromFront(numbersAt(site, 1)?.[0] ?? 0, site.inputs[0]!.dims.length);

/** Running sums along an axis, forwards or backwards. */
export const cumsum: Linear = {
  name: 'CumSum',
  kind: 'linear',
  input: () => 0,
  weights: () => null,
  bias: null,
  terms: (site) => site.inputs[0]!.dims[axisOf(site)]!,
  gap: (site) => keepsBatch([axisOf(site)], 'sums'),
};
