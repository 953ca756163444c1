import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** The arc sine; NaN, as in the engine, where x may leave [−1, 1]. */
export const asin = increasing('Asin', APPROXIMATIONS.Asin);
