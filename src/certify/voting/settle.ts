import type { Obstacle } from '../certifier.ts';
import { anytimeObstacles } from './anytime-obstacles.ts';
import type { Claim } from './claim.ts';
import { fixedObstacles } from './fixed-obstacles.ts';
import { rivalShare } from './shares.ts';
import type { Drawing } from './stream.ts';
import { isAnytime, isFixed, type Voting, type VotingRequest } from './voting.ts';

const DEFAULT_DRAWS = 100_000;

/** A cap where one is given or a target is; else a number of draws. */
export function settleVoting(request: VotingRequest): Voting {
  const { task, alpha, target } = request;
  const rest = { alpha, ...(request.seed === undefined ? {} : { seed: request.seed }) };
  const rival = (most: { max_n?: number }) =>
    request.two_sided ? { alpha_rival: rivalShare({ alpha, ...most }) } : {};
  if (request.max_n === undefined && target === undefined) {
    const n0 = task === 'certify' ? (request.n0 ?? 100) : 0;
    return { task, n0, n: request.n ?? DEFAULT_DRAWS, ...rest, ...rival({}) };
  }
  const cap = { max_n: request.max_n ?? DEFAULT_DRAWS };
  return { task, ...cap, ...(target ? { target } : {}), ...rest, ...rival(cap) };
}

/** The counting with nothing left open, and what is known of its draws. */
export interface Counting {
  readonly settled: Voting;
  /** `claim`: of a sample on the grid; null where something else is wrong, so that none can be made. */
  readonly drawing: Drawing & { readonly claim: Claim | null };
}

/** All that is wrong with how votes are to be counted. */
export function votingObstacles(request: VotingRequest, { settled, drawing }: Counting): Obstacle[] {
  const formal = taskObstacles(request);
  if (isFixed(settled)) return [...formal, ...fixedObstacles(settled, drawing)];
  return isAnytime(settled) ? [...formal, ...anytimeObstacles(settled, drawing, drawing.claim)] : formal;
}

/** What a request says that its kind of sampling does not use. */
function taskObstacles(request: VotingRequest): Obstacle[] {
  const { task, n, n0, max_n, target, two_sided: twoSided } = request;
  const obstacles: Obstacle[] = [];
  const refuse = (code: string, pointer: string, message: string) =>
    obstacles.push({ code, message, pointer });
  const anytime = max_n !== undefined ? 'max_n' : target !== undefined ? 'a target' : null;
  if (task === 'predict') {
    if (n0 !== undefined)
      refuse(
        'n0_unused',
        '/n0',
        'the task predict has no selection stage: leave n0 out, and count every draw in n',
      );
    for (const [field, value] of Object.entries({ max_n, target, two_sided: twoSided || undefined }))
      if (value !== undefined)
        refuse('certify_only', `/${field}`, `${field} goes with the task certify; predict counts n draws`);
    return obstacles;
  }
  if (anytime === null) return [];
  if (n !== undefined)
    refuse(
      'n_unused',
      '/n',
      `n fixes the number of draws and ${anytime} lets it vary: give one of them; max_n is the cap`,
    );
  if (n0 !== undefined)
    refuse('n0_unused', '/n0', `with ${anytime} the draws that bound the class select it too: leave n0 out`);
  if (twoSided && target)
    refuse(
      'two_sided_target',
      '/two_sided',
      'a target is decided by the class alone: leave two_sided out, or the target, and sample up to max_n',
    );
  return obstacles;
}
