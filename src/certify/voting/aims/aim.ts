import type { Evidence, Outcome } from '../../outcome.ts';
import type { Circumstances } from '../circumstances.ts';
import { allowances } from '../statement.ts';

/** The votes of a sample, class by class; draws without a single top class are counted in n only. */
export interface Count {
  readonly votes: readonly number[];
  readonly n: number;
}

/** What the looks at a sample have proved so far: two bounds that hold together, and the class they speak of. */
export interface Standing {
  readonly candidate: number | null;
  readonly bounds: readonly [number, number];
}

/**
 * What sampling is to find out about one sample. `look` is called after the same numbers of draws whatever the batches, the
 * pauses and the cap; a count that a run ends at was looked at.
 */
export interface Aim {
  /** Before the first draw. */
  readonly start: Standing;
  look(standing: Standing, count: Count): Standing;
  /** Whether more draws could not matter. */
  isReached(standing: Standing, count: Count): boolean;
  /** What is proved now: no less than before. It may be asked for between two looks. */
  outcome(standing: Standing, count: Count): Outcome;
}

/** What every row of a run with a cap states, so that a run with a larger one can go on from it. */
export const evidenceOf = (
  candidate: number | null,
  { votes, n }: Count,
  circumstances: Circumstances,
): Evidence => ({
  candidate,
  count: candidate === null ? 0 : votes[candidate]!,
  votes,
  n,
  ...allowances(circumstances),
});
