import { APPROXIMATIONS } from './approximation.ts';
import { increasing } from './kinds/elementwise.ts';

/** x / (1 + |x|). */
export const softsign = increasing('Softsign', APPROXIMATIONS.Softsign);
