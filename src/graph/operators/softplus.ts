import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** log(1 + exp(x)). */
export const softplus = increasing('Softplus', APPROXIMATIONS.Softplus, { nonNegative: () => true });
