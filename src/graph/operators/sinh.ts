import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** The hyperbolic sine; infinite, as in the engine, beyond the greatest float32. */
export const sinh = increasing('Sinh', APPROXIMATIONS.Sinh);
