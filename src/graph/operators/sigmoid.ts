import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** 1 / (1 + exp(−x)). */
export const sigmoid = increasing('Sigmoid', APPROXIMATIONS.Sigmoid, { nonNegative: () => true });
