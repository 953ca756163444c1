import { increasing } from './kinds/elementwise.ts';

/** The least whole number that is not below x. */
export const ceil = increasing('Ceil', 'exact');
