import type { Operand } from '../site.ts';

/**
 * Why samples would not stay apart: an operator that works along the first axis, where the rows of the batch lie. A first
 * axis of one row holds one sample.
 */
export const acrossRows = (along: boolean, { dims }: Operand, what: string): string | null =>
  along && dims[0] !== 1 ? `it ${what} the axis of the batch, so that samples do not stay apart` : null;
