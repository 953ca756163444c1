import { isPaused, type Sample, type SampleSession, type Watch } from '../../certifier.ts';
import type { Classifier } from '../../classifier.ts';
import { placeOnGrid } from '../../statistics/grid.ts';
import { noiseAllowance } from '../../statistics/noise-table.ts';
import { Noise } from '../../statistics/noise.ts';
import { aimOf } from './aims/index.ts';
import { certifyOutcome } from './certify.ts';
import { influencedRow } from './independence.ts';
import { predictOutcome } from './predict.ts';
import { isAnytime, isFixed, type SmoothingSettled } from './request.ts';
import { sampleUntil } from './trial.ts';
import { countVotes } from './votes.ts';
import { dimensionsOf } from './stream.ts';

/** Makes the noise's tables once, for every sample that follows. `seed`: 32 bytes. */
export function openSmoothing(
  method: SmoothingSettled,
  classifier: Classifier,
  seed: Uint8Array,
): SampleSession {
  const { sigma, grid } = method;
  const dimensions = dimensionsOf(classifier.shape);
  const noise = new Noise(grid, sigma, dimensions, seed);
  const allowance = noiseAllowance(sigma, grid.step, dimensions);
  const place = ({ values }: Sample) => {
    if (values.length === dimensions) return placeOnGrid(grid, values);
    throw new RangeError(`a sample of ${values.length} values for a model of ${dimensions}`);
  };
  const begin = (sample: Sample) => {
    const { places, distance } = place(sample);
    return { parts: { classifier, noise, sample: sample.index, places }, known: { distance, allowance } };
  };
  return {
    unit: 'sample',
    async probe(sample) {
      const row = await influencedRow(classifier, noise, sample.index, place(sample).places);
      if (row === null) return null;
      return `the class of row ${row} in a batch of noisy samples depends on the other rows; the draws are not independent`;
    },
    async certify(sample: Sample, watch: Watch = {}) {
      const { parts, known } = begin(sample);
      if (isAnytime(method))
        return sampleUntil({ ...parts, aim: aimOf(method, known), cap: method.max_n }, watch);
      if (!isFixed(method)) throw new RangeError('neither n0 and n nor max_n is settled');
      const votes = await countVotes({ ...parts, n0: method.n0, n: method.n }, watch);
      const conclude = method.task === 'certify' ? certifyOutcome : predictOutcome;
      return isPaused(votes) ? votes : conclude(method, votes, known);
    },
  };
}
