import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** The arc tangent. */
export const atan = increasing('Atan', APPROXIMATIONS.Atan);
