import { isPaused, type Sample, type SampleSession, type Watch } from '../certifier.ts';
import type { Classifier } from '../classifier.ts';
import { aimOf } from './aims/index.ts';
import { certifyOutcome } from './certify.ts';
import type { ClaimOf } from './claim.ts';
import { influencedRow } from './independence.ts';
import { predictOutcome } from './predict.ts';
import type { Sampler } from './sampler.ts';
import { sampleUntil } from './trial.ts';
import { countVotes } from './votes.ts';
import { isAnytime, isFixed, type Voting } from './voting.ts';

/** What a method that counts votes consists of. */
export interface Booth {
  readonly classifier: Classifier;
  readonly sampler: Sampler;
  readonly claimOf: ClaimOf;
  /** What the inexactness of the draws moves a probability by, at most. */
  readonly allowance: number;
}

export function openVoting(
  method: Voting,
  { classifier, sampler, claimOf, allowance }: Booth,
): SampleSession {
  return {
    unit: 'sample',
    async probe(sample) {
      const row = await influencedRow(classifier, sampler, sample);
      if (row === null) return null;
      return `the class of row ${row} in a batch of noisy samples depends on the other rows; the draws are not independent`;
    },
    async certify(sample: Sample, watch: Watch = {}) {
      const placed = sampler.at(sample);
      const parts = { classifier, placed, size: sampler.size, sample: sample.index };
      const claim = claimOf({ distance: placed.distance, allowance });
      if (isAnytime(method))
        return sampleUntil({ ...parts, aim: aimOf(method, claim), cap: method.max_n }, watch);
      if (!isFixed(method)) throw new RangeError('neither n0 and n nor max_n is settled');
      const votes = await countVotes({ ...parts, n0: method.n0, n: method.n }, watch);
      const conclude = method.task === 'certify' ? certifyOutcome : predictOutcome;
      return isPaused(votes) ? votes : conclude(method, votes, claim);
    },
  };
}
