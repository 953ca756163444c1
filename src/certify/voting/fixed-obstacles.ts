import type { Obstacle } from '../certifier.ts';
import { binomialTest } from '../statistics/binomial-test.ts';
import { clopperPearsonLower } from '../statistics/clopper-pearson.ts';
import type { FixedVoting } from './voting.ts';
import { lowerShare } from './shares.ts';
import { streamObstacles, type Drawing } from './stream.ts';

/** Why n draws cannot do, whatever they say. */
export function fixedObstacles(method: FixedVoting, { blocks, allowance }: Drawing): Obstacle[] {
  const sufficient = method.task === 'certify' ? certifyObstacles : predictObstacles;
  return [...streamObstacles('n', method.n, blocks), ...sufficient(method, allowance)];
}

function certifyObstacles(method: FixedVoting, allowance: number): Obstacle[] {
  const { n, alpha } = method;
  const share = lowerShare(method);
  const least = leastVotes((votes) => clopperPearsonLower(votes, votes, share) - allowance > 0.5);
  if (n >= least) return [];
  const message = `n = ${n} draws can never certify at alpha = ${alpha}, even unanimous ones; the least n that could is ${least}`;
  return [{ code: 'n_too_small', message, pointer: '/n' }];
}

function predictObstacles({ n, alpha }: FixedVoting, allowance: number): Obstacle[] {
  const error = n * allowance;
  if (error >= alpha / 2) {
    const message = `over n = ${n} draws the noise's inexactness adds up to ${error}, too much for alpha = ${alpha}; n up to ${Math.floor(alpha / 2 / allowance)} is possible`;
    return [{ code: 'n_too_large', message, pointer: '/n' }];
  }
  const least = leastVotes((votes) => binomialTest(votes, 0) + votes * allowance <= alpha);
  if (n >= least) return [];
  const message = `n = ${n} draws can never predict at alpha = ${alpha}, even unanimous ones; the least n that could is ${least}`;
  return [{ code: 'n_too_small', message, pointer: '/n' }];
}

/** The least number of unanimous votes that is enough: a few hundred, as alpha is at least 10^−100. */
function leastVotes(enough: (votes: number) => boolean): number {
  let votes = 1;
  while (votes < 2000 && !enough(votes)) votes++;
  return votes;
}
