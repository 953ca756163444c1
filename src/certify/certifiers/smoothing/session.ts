import { isPaused, type Sample, type SampleSession } from '../../certifier.ts';
import type { Classifier } from '../../classifier.ts';
import { placeOnGrid } from '../../statistics/grid.ts';
import { noiseAllowance } from '../../statistics/noise-table.ts';
import { Noise } from '../../statistics/noise.ts';
import { certifyOutcome } from './certify.ts';
import { influencedRow } from './independence.ts';
import { predictOutcome } from './predict.ts';
import type { SmoothingSettled } from './request.ts';
import { countVotes } from './votes.ts';

/** Makes the noise's tables once, for every sample that follows. `seed`: 32 bytes. */
export function openSmoothing(
  method: SmoothingSettled,
  classifier: Classifier,
  seed: Uint8Array,
): SampleSession {
  const { sigma, grid, n0, n } = method;
  const dimensions = classifier.shape.reduce((product, size) => product * size, 1);
  const noise = new Noise(grid, sigma, dimensions, seed);
  const allowance = noiseAllowance(sigma, grid.step, dimensions);
  const conclude = method.task === 'certify' ? certifyOutcome : predictOutcome;
  const place = ({ values }: Sample) => {
    if (values.length === dimensions) return placeOnGrid(grid, values);
    throw new RangeError(`a sample of ${values.length} values for a model of ${dimensions}`);
  };
  return {
    unit: 'sample',
    async probe(sample) {
      const row = await influencedRow(classifier, noise, sample.index, place(sample).places);
      if (row === null) return null;
      return `the class of row ${row} in a batch of noisy samples depends on the other rows; the draws are not independent`;
    },
    async certify(sample, watch = {}) {
      const { places, distance } = place(sample);
      const votes = await countVotes({ classifier, noise, sample: sample.index, places, n0, n }, watch);
      return isPaused(votes) ? votes : conclude(method, votes, { distance, allowance });
    },
  };
}
