import { APPROXIMATIONS } from './approximation.ts';
import { wave } from './kinds/wave.ts';

/** The cosine, 1 at no turn. */
export const cos = wave('Cos', 0, APPROXIMATIONS.Cos);
