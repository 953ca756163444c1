import { z } from 'zod';
import type { Carry } from '../certifier.ts';
import type { Outcome } from '../outcome.ts';
import { lastLook } from '../statistics/anytime-schedule.ts';
import { aimOf } from './aims/index.ts';
import type { Count, Standing } from './aims/aim.ts';
import type { ClaimOf } from './claim.ts';
import { isAnytime, type Voting } from './voting.ts';

/** A sample that was begun: its votes, and what the looks at them have proved. */
export interface Begun extends Count {
  readonly standing: Standing;
}

const whole = z.number().int().min(0);
const probability = z.number().min(0).max(1);
const CARRY = z.strictObject({
  votes: z.array(whole),
  n: whole,
  /** Left out before there is one. */
  candidate: whole.optional(),
  bounds: z.tuple([probability, probability]),
});

export function writeCarry({ votes, n, standing: { candidate, bounds } }: Begun): Carry {
  return { votes: [...votes], n, ...(candidate === null ? {} : { candidate }), bounds: [...bounds] };
}

/** Throws for what no run of so many draws can have left. */
export function readCarry(carried: Carry, classes: number, draws: number): Begun {
  const { votes, n, candidate = null, bounds } = CARRY.parse(carried);
  const counted = votes.reduce((sum, count) => sum + count, 0);
  if (votes.length === classes && counted <= n && n <= draws && (candidate ?? 0) < classes)
    return { votes, n, standing: { candidate, bounds } };
  throw new Error(
    `${counted} votes of ${n} draws were carried on, for ${classes} classes and ${draws} draws`,
  );
}

const ROW = z.object({
  votes: z.array(whole),
  n: whole,
  candidate: whole.nullable(),
  bounds: z.tuple([probability, probability]).optional(),
  noise_allowance: z.number(),
  off_grid: z.number(),
});

/**
 * With what the row of a run with a smaller cap goes on; null where it had reached its aim, or no look is left under the new
 * cap. A run ends at a look, and looks do not depend on the cap: so the row's numbers are those that a run with the larger
 * cap had at that draw. Throws for a row that no such run has written.
 */
export function resumeVoting(method: Voting, claimOf: ClaimOf, row: Pick<Outcome, 'evidence'>): Carry | null {
  if (!isAnytime(method)) throw new Error('a method with a fixed number of draws cannot be resumed');
  const { votes, n, candidate, bounds, noise_allowance, off_grid } = ROW.parse(row.evidence);
  const aim = aimOf(method, claimOf({ allowance: noise_allowance, distance: off_grid }));
  const standing = bounds ? { candidate, bounds } : aim.start;
  if (n >= lastLook(method.max_n) || aim.isReached(standing, { votes, n })) return null;
  return writeCarry({ votes, n, standing });
}
