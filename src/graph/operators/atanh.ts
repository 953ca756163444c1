import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** The inverse of the hyperbolic tangent; infinite or NaN, as in the engine, where x may leave (−1, 1). */
export const atanh = increasing('Atanh', APPROXIMATIONS.Atanh);
