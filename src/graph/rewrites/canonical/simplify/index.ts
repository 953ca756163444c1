import type { Rewrite } from '../canonical.ts';

/** The algebraic rewrites, in the order in which they run. */
export const SIMPLIFICATIONS: readonly Rewrite[] = [];
