import { APPROXIMATIONS } from './approximation.ts';
import { piecewise } from './kinds/elementwise.ts';

/** The hyperbolic cosine: falls to 1 at 0, then rises. */
export const cosh = piecewise('Cosh', () => [0], APPROXIMATIONS.Cosh, { nonNegative: () => true });
