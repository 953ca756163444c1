import type { Obstacle } from '../certifier.ts';
import { streamObstacles } from './stream.ts';
import { isAnytime, VOTING_SETTLED, type Voting } from './voting.ts';

/**
 * Why a method cannot go on to a larger cap; empty where it can. What was proved up to the old one holds with what is found later,
 * at the same α: so a job may be extended because of what it found. Draws of a fixed number may not: their bound holds at that
 * number alone. `blocks`: of the keystream, for a draw.
 */
export function extensionObstacles(method: Voting, most: number, blocks: number): Obstacle[] {
  if (!isAnytime(method)) {
    const message = `the job counted a fixed number of draws, n = ${method.n ?? 0}, and its bounds hold at that number alone; jobs with max_n or a target can be extended`;
    return [{ code: 'not_extendable', message }];
  }
  if (most <= method.max_n) {
    const message = `max_n = ${most} is not more than the job's own, ${method.max_n}`;
    return [{ code: 'not_larger', message, pointer: '/max_n' }];
  }
  const parsed = VOTING_SETTLED.max_n.safeParse(most);
  if (parsed.success) return streamObstacles('max_n', most, blocks);
  return parsed.error.issues.map(({ message }) => ({
    code: 'max_n_too_large',
    message: `max_n: ${message}`,
    pointer: '/max_n',
  }));
}
