import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** The inverse of the hyperbolic cosine; NaN, as in the engine, where x may be below 1. */
export const acosh = increasing('Acosh', APPROXIMATIONS.Acosh);
