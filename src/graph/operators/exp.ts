import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** eˣ; infinite, as in the engine, beyond the greatest float32. */
export const exp = increasing('Exp', APPROXIMATIONS.Exp, { nonNegative: () => true });
