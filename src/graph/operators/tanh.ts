import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** The hyperbolic tangent. */
export const tanh = increasing('Tanh', APPROXIMATIONS.Tanh);
