import type { Linear } from './operator.ts';
import { constantOperands } from './kinds/gaps.ts';
import { elementCount } from '../tensor.ts';
import { intOf } from './kinds/places.ts';

/** Transposed convolution with constant kernels [C, M/group, …]. */
export const convTranspose: Linear = {
  name: 'ConvTranspose',
  kind: 'linear',
  input: () => 0,
  weights: () => 1,
  bias: 2,
  terms(site) {
    const [channels, , ...kernel] = site.inputs[1]!.dims;
    return (channels! / intOf(site, 'group', 1)) * elementCount(kernel);
  },
  rows: (site) => (intOf(site, 'group', 1) === 1 ? 1 : null),
  gap: (site) => constantOperands(site, 'kernel'),
};
