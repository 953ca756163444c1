import { boundedCount, boundedPlace } from './kinds/places.ts';
import { acrossRows } from './kinds/rows.ts';
import { matmulProduct } from './matmul-product.ts';
import type { Choice, Linear } from './operator.ts';
import type { Site } from './site.ts';

/** xW or Wx with W constant, over the last two axes of a stack. */
const byConstant: Linear = {
  name: 'MatMul',
  kind: 'linear',
  input: boundedPlace,
  weights: (site) => 1 - boundedPlace(site),
  bias: null,
  terms: ({ inputs: [left] }) => left!.dims.at(-1)!,
  rows: (site) => (isPlain(site) ? 1 : null),
  features: (site) => (isPlain(site) ? 0 : null),
  matrix: (site) => (isPlain(site) ? { weights: 1, bias: null, transposed: false } : null),
  gap: (site) =>
    acrossRows(boundedPlace(site) === 1 && site.inputs[1]!.dims.length <= 2, site.inputs[1]!, 'sums over'),
};

/** xW with a matrix on either side. */
const isPlain = (site: Site): boolean =>
  boundedPlace(site) === 0 && site.inputs.every((one) => one!.dims.length === 2);

/** Product of stacks of matrices. */
export const matmul: Choice = {
  name: 'MatMul',
  kind: 'choice',
  of: (site) => (boundedCount(site) === 1 ? byConstant : matmulProduct),
};
