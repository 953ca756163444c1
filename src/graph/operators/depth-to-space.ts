import { movement } from './kinds/movement.ts';

/** Channels become blocks of pixels, in the order DCR or CRD. */
export const depthToSpace = movement('DepthToSpace', { keepsNorm: true });
