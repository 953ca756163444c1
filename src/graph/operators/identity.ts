import { movement } from './kinds/movement.ts';

/** The value as it is. */
export const identity = movement('Identity', { keepsNorm: true });
