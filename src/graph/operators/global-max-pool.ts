import { selection } from './kinds/selection.ts';

/** The greatest of each channel. */
export const globalMaxPool = selection('GlobalMaxPool');
