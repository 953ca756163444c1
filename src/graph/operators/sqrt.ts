import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** √x; NaN, as in the engine, where x may be negative. */
export const sqrt = increasing('Sqrt', APPROXIMATIONS.Sqrt, { nonNegative: () => true });
