import { floatGap } from './kinds/operands.ts';
import { productBounds } from './kinds/product.ts';
import { acrossRows } from './kinds/rows.ts';
import type { Special } from './operator.ts';
import type { Site } from './site.ts';

/** MatMul of two bounded values: stacks of matrices, such as the attention of a transformer. */
export const matmulProduct: Special = {
  name: 'MatMul',
  kind: 'special',
  gap: (site) => floatGap(site) ?? acrossRows(!isStack(site), site.inputs[0]!, 'sums over'),
  bounds(emit, { inputs, outputs }, [a, b]) {
    const multiply = { operator: 'MatMul', attributes: {}, terms: inputs[0]!.dims.at(-1)! } as const;
    return [productBounds(emit, outputs[0]!.dims, multiply, a!, b!)];
  },
};

/** Whether the first axis of either operand counts matrices. */
const isStack = ({ inputs: [left, right] }: Site): boolean =>
  left!.dims.length > 2 && left!.dims.length === right!.dims.length;
