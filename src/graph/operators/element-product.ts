import type { Operator } from './operator.ts';

/** Mul of two bounded values. */
export const elementProduct: Operator = { name: 'Mul', kind: 'hole', reason: 'both operands depend on the input' };
