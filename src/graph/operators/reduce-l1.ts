import { sumOfSizes } from './kinds/sum-of-sizes.ts';

/** Σ|x| over axes. */
export const reduceL1 = sumOfSizes('ReduceL1');
