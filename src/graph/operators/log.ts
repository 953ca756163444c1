import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** The natural logarithm; −∞ or NaN, as in the engine, where x may be zero or negative. */
export const log = increasing('Log', APPROXIMATIONS.Log);
