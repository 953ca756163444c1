import { addUp } from '../rounding.ts';

/**
 * How far a class leads in the smoothed classifier: it has probability `lower` at least, and every other class at
 * most `rival`.
 */
export interface Lead {
  readonly lower: number;
  readonly rival: number;
}

/** What is known of the others when only the leader is bounded: together they have the rest. Exact for lower ≥ ½. */
export const leadOf = (lower: number): Lead => ({ lower, rival: addUp(1, -lower) });
