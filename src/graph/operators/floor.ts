import { increasing } from './kinds/elementwise.ts';

/** The greatest whole number that is not above x. */
export const floor = increasing('Floor', 'exact');
