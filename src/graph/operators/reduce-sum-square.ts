import { squared, sumOfSizes } from './kinds/sum-of-sizes.ts';

/** Σx² over axes. */
export const reduceSumSquare = sumOfSizes('ReduceSumSquare', { term: squared });
