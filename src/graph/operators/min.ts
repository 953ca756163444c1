import { selection } from './kinds/selection.ts';

/** The least of several, constant or bounded: rises with each of them, and is one of them. */
export const min = selection('Min');
