import { decreasing } from './kinds/elementwise.ts';

/** −x. */
export const neg = decreasing('Neg', 'exact');
