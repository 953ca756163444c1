import type { Choice, Linear } from './operator.ts';
import { boundedCount, boundedPlace } from './kinds/places.ts';
import { matmulProduct } from './matmul-product.ts';

/** xW or Wx with W constant, over the last two axes of a stack. */
const byConstant: Linear = {
  name: 'MatMul',
  kind: 'linear',
  input: boundedPlace,
  weights: (site) => 1 - boundedPlace(site),
  bias: null,
  terms: ({ inputs: [left] }) => left!.dims.at(-1)!,
  rows: (site) => (boundedPlace(site) === 0 && site.inputs[1]!.dims.length === 2 ? 1 : null),
  matrix(site) {
    const [left, right] = site.inputs;
    const plain = boundedPlace(site) === 0 && left!.dims.length === 2 && right!.dims.length === 2;
    return plain ? { weights: 1, bias: null, transposed: false } : null;
  },
};

/** Product of stacks of matrices. */
export const matmul: Choice = {
  name: 'MatMul',
  kind: 'choice',
  of: (site) => (boundedCount(site) === 1 ? byConstant : matmulProduct),
};
