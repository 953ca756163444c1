import type { Outcome } from '../outcome.ts';
import { binomialTest } from '../statistics/binomial-test.ts';
import { nextUp } from '../statistics/rounding.ts';
import type { Claim } from './claim.ts';
import type { FixedVoting } from './voting.ts';
import { allowances } from './statement.ts';
import { leader, type Votes } from './votes.ts';

/**
 * PREDICT: the class with most votes, unless the runner-up could as well be the likelier one.
 *
 * Algebra: p = two-sided exact binomial test between the two largest counts, plus n · allowance (what the
 * noise's inexactness may move the probability of any event of n draws by), rounded up. Abstains when p > α.
 * Guarantee: a predicted class is not the smoothed classifier's with probability at most α over the key. It
 * speaks of the sample's point of the grid and claims no radius.
 * Reference: Cohen, Rosenfeld, Kolter 2019 (1902.02918), algorithm PREDICT; the test is that of Hung and
 * Fithian 2019.
 */
export function predictOutcome(
  method: FixedVoting,
  votes: Votes,
  { circumstances }: Pick<Claim, 'circumstances'>,
): Outcome {
  const { n, alpha } = method;
  const candidate = leader(votes.estimation);
  const others = votes.estimation.map((count, i) => (i === candidate ? 0 : count));
  const count = candidate === null ? 0 : votes.estimation[candidate]!;
  const runnerUp = leader(others);
  const runnerUpCount = runnerUp === null ? 0 : others[runnerUp]!;
  const pValue = Math.min(
    1,
    nextUp(binomialTest(count, runnerUpCount) + nextUp(n * circumstances.allowance)),
  );
  const predicted = candidate !== null && pValue <= alpha;
  return {
    verdict: predicted ? 'predicted' : 'abstained',
    prediction: predicted ? candidate : null,
    norm: null,
    radius: null,
    ...(predicted ? {} : { reason: 'the two classes with most votes cannot be told apart' }),
    evidence: {
      candidate,
      count,
      runner_up: runnerUp,
      runner_up_count: runnerUpCount,
      uncounted: n - votes.estimation.reduce((sum, votesFor) => sum + votesFor, 0),
      n,
      p_value: pValue,
      ...allowances(circumstances),
    },
  };
}
