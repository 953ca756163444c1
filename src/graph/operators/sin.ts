import { APPROXIMATIONS } from './approximation.ts';
import { wave } from './kinds/wave.ts';

/** The sine, 1 at a quarter turn. */
export const sin = wave('Sin', 0.25, APPROXIMATIONS.Sin);
