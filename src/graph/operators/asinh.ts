import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** The inverse of the hyperbolic sine. */
export const asinh = increasing('Asinh', APPROXIMATIONS.Asinh);
