import { linearReduction } from './kinds/reduction.ts';

/** Means over axes. */
export const reduceMean = linearReduction('ReduceMean');
