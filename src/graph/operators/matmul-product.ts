import type { Operator } from './operator.ts';

/** MatMul of two bounded values. */
export const matmulProduct: Operator = { name: 'MatMul', kind: 'hole', reason: 'both operands depend on the input' };
