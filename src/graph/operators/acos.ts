import { APPROXIMATIONS } from './approximation.ts';
import { decreasing } from './kinds/elementwise.ts';

/** The arc cosine: falls; NaN, as in the engine, where x may leave [−1, 1]. */
export const acos = decreasing('Acos', APPROXIMATIONS.Acos);
