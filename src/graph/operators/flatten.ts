import { movement } from './kinds/movement.ts';

/** Two axes for the same elements in the same order: the rows of one sample stay together. */
export const flatten = movement('Flatten', { keepsNorm: true });
