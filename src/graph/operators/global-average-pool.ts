import { elementCount } from '../tensor.ts';
import type { Linear } from './operator.ts';

/** The mean of every channel. */
export const globalAveragePool: Linear = {
  name: 'GlobalAveragePool',
  kind: 'linear',
  input: () => 0,
  weights: () => null,
  bias: null,
  terms: ({ inputs }) => elementCount(inputs[0]!.dims.slice(2)),
};
