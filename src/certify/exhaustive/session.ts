import { isPaused, type Carry, type SampleSession } from '../certifier.ts';
import type { Classifier } from '../classifier.ts';
import type { Evidence, Norm, Outcome } from '../outcome.ts';
import { voteMargin } from '../statistics/radii/vote-margin.ts';
import { influencedRow } from '../voting/independence.ts';
import { countVotes } from '../voting/votes.ts';
import type { Copies } from './copies.ts';

/** What a margin of votes proves. */
export interface Proof {
  /** Rounded down; 0 states the class alone. */
  readonly radius: number;
  readonly evidence: Evidence;
}

/** What a method that shows a sample in every way consists of. */
export interface Poll {
  readonly classifier: Classifier;
  readonly copies: Copies;
  readonly norm: Norm;
  /** `distance`: of the sample from the point that is copied. */
  readonly proof: (margin: number, distance: number) => Proof;
}

/**
 * Lets every one of the Q ways to show a sample vote once; the class with most votes is the answer, the lowest of equals.
 *
 * What is certified: g(x) = the leader of the votes v_i(x), i = 0 … Q − 1, where v_i(x) is the class that the program answers for way i
 * in row i mod batch of batch ⌊i/batch⌋. That is where it stands for every input, a perturbed one too; rows do not influence each other,
 * which the probe tries. So v_i is a function of what way i shows, bit for bit, however the row rounds.
 * Proof: of a perturbed input at most k ways show something else, as the radius says; the other votes are the same. A way
 * whose row is tied or has a NaN votes for nobody, and counts as Q's rest: a vote that changes takes at most one from the leader
 * and gives at most one to one other class, whether it was or becomes nobody's. With a margin of 2k the leader still
 * wins, with at least k votes. Where k = 0 no vote changes at all.
 * Guarantee: deterministic; there is nothing random to be unlucky about.
 */
export function openExhaustive({ classifier, copies, norm, proof }: Poll): SampleSession {
  return {
    unit: 'sample',
    async probe(sample) {
      const { values } = sample;
      const extremes = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
      const ends = [...copies.ends, ...extremes];
      const row = await influencedRow(classifier, { ...copies, ends }, sample);
      if (row === null) return null;
      return `the class of row ${row} in a batch of copies of a sample depends on the other rows; a vote is not one of what its row shows`;
    },
    async certify(sample, watch = {}) {
      const placed = copies.at(sample);
      if (watch.carried) refuseOtherRows(watch.carried, classifier, copies);
      const parts = { classifier, placed, size: copies.size, sample: sample.index };
      const votes = await countVotes({ ...parts, n0: 0, n: copies.count }, watch);
      return isPaused(votes)
        ? votes
        : outcome(votes.estimation, copies.count, norm, (margin) => proof(margin, placed.distance));
    },
  };
}

function outcome(
  votes: readonly number[],
  copies: number,
  norm: Norm,
  proof: (margin: number) => Proof,
): Outcome {
  const standing = voteMargin(votes);
  const counted = votes.reduce((sum, count) => sum + count, 0);
  const counts = { votes, uncounted: copies - counted, copies };
  if (standing === null) {
    const evidence = { leader: null, margin: null, ...counts };
    const reason = 'no copy of the sample has a single top class';
    return { verdict: 'undecided', prediction: null, norm, radius: null, reason, evidence };
  }
  const { radius, evidence } = proof(standing.margin);
  return {
    verdict: 'certified',
    prediction: standing.leader,
    norm,
    radius,
    evidence: { ...standing, ...counts, ...evidence },
  };
}

/** A count goes on only where its next way has its own row. */
function refuseOtherRows({ drawn }: Carry, { batch }: Classifier, { count }: Copies): void {
  if (typeof drawn === 'number' && (drawn % batch === 0 || drawn >= count)) return;
  throw new Error(`${String(drawn)} copies were carried on, which is no whole number of batches of ${batch}`);
}
