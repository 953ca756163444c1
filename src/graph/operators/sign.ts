import { increasing } from './kinds/elementwise.ts';

/** −1, 0 or 1. */
export const sign = increasing('Sign', 'exact');
