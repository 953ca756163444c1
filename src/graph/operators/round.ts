import { increasing } from './kinds/elementwise.ts';

/** The nearest whole number, halves to the even one: that rises too. */
export const round = increasing('Round', 'exact');
