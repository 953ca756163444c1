import { APPROXIMATIONS } from './approximation.ts';
import { piecewise } from './kinds/elementwise.ts';

/** x · max(0, min(1, x/6 + ½)): 0 up to −3, falls to −3/8 at −3/2, then rises. */
export const hardSwish = piecewise('HardSwish', () => [-1.5], APPROXIMATIONS.HardSwish);
