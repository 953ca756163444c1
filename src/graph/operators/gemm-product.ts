import type { Operator } from './operator.ts';

/** Gemm of two bounded values. */
export const gemmProduct: Operator = { name: 'Gemm', kind: 'hole', reason: 'both operands depend on the input' };
