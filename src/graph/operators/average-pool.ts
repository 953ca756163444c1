import { attribute } from '../graph.ts';
import { elementCount } from '../tensor.ts';
import type { Linear } from './operator.ts';

/** Means over windows: padding counts as zeros or not at all, and either way no coefficient is negative. */
export const averagePool: Linear = {
  name: 'AveragePool',
  kind: 'linear',
  input: () => 0,
  weights: () => null,
  bias: null,
  terms: ({ node }) => elementCount((attribute(node, 'kernel_shape', 'ints') ?? []).map(Number)),
};
