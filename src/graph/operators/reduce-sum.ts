import { linearReduction } from './kinds/reduction.ts';

/** Sums over axes. */
export const reduceSum = linearReduction('ReduceSum');
