import { movement } from './kinds/movement.ts';

/** Other dims for the same elements in the same order: the rows of one sample stay together. */
export const reshape = movement('Reshape', { keepsNorm: true });
