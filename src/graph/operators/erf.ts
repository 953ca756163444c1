import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** The error function, 2/√π · ∫₀ˣ exp(−t²) dt. */
export const erf = increasing('Erf', APPROXIMATIONS.Erf);
