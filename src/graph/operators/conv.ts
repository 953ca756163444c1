import type { Linear } from './operator.ts';
import { elementCount } from '../tensor.ts';
import { intOf } from './kinds/places.ts';
import { constantOperands } from './kinds/gaps.ts';

/** Cross-correlation with constant kernels [M, C/group, …], in any number of dimensions. */
export const conv: Linear = {
  name: 'Conv',
  kind: 'linear',
  input: () => 0,
  weights: () => 1,
  bias: 2,
  terms: ({ inputs }) => elementCount(inputs[1]!.dims.slice(1)),
  rows: () => 0,
  features: (site) => (intOf(site, 'group', 1) === 1 ? 1 : null),
  gap: (site) => constantOperands(site, 'kernel'),
};
