import { movement } from './kinds/movement.ts';

/** Blocks of pixels become channels. */
export const spaceToDepth = movement('SpaceToDepth', { keepsNorm: true });
