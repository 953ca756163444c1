import { attribute } from '../graph.ts';
import { gemmProduct } from './gemm-product.ts';
import { boundedCount, boundedPlace, intOf } from './kinds/places.ts';
import type { Choice, Linear } from './operator.ts';
import type { Site } from './site.ts';

const transposed = (site: Site): boolean => intOf(site, 'transB', 0) !== 0;

/** xW + b with W and b constant; x is [rows, features]. */
const dense: Linear = {
  name: 'Gemm',
  kind: 'linear',
  input: () => 0,
  weights: () => 1,
  bias: 2,
  terms: (site) => site.inputs[1]!.dims[transposed(site) ? 1 : 0]!,
  rows: (site) => (transposed(site) ? 0 : 1),
  features: (site) => (transposed(site) ? 1 : 0),
  matrix: (site) => ({ weights: 1, bias: 2, transposed: transposed(site) }),
  gap(site) {
    if (boundedPlace(site) !== 0) return 'only its second operand depends on the input of the model';
    const factors = ['alpha', 'beta'].map((name) => attribute(site.node, name, 'float') ?? 1);
    const canonical = factors.every((one) => one === 1) && intOf(site, 'transA', 0) === 0;
    return canonical ? null : 'alpha and beta are not one, or its first operand is transposed';
  },
};

/** Product of two matrices, and a bias. */
export const gemm: Choice = {
  name: 'Gemm',
  kind: 'choice',
  of: (site) => (boundedCount(site) === 1 ? dense : gemmProduct),
};
