import { movement } from './kinds/movement.ts';

/** Axes of size one are left out. */
export const squeeze = movement('Squeeze', { keepsNorm: true });
