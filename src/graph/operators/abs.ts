import { piecewise } from './kinds/elementwise.ts';

/** |x|: falls to 0, then rises. */
export const abs = piecewise('Abs', () => [0], 'exact', { nonNegative: () => true });
