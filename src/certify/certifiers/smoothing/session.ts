import { isPaused, type Session } from '../../certifier.ts';
import type { Classifier } from '../../classifier.ts';
import { placeOnGrid } from '../../statistics/grid.ts';
import { noiseAllowance } from '../../statistics/noise-table.ts';
import { Noise } from '../../statistics/noise.ts';
import { certifyOutcome } from './certify.ts';
import { predictOutcome } from './predict.ts';
import type { SmoothingSettled } from './request.ts';
import { countVotes } from './votes.ts';

/** Makes the noise's tables once, for every sample that follows. `seed`: 32 bytes. */
export function openSmoothing(method: SmoothingSettled, classifier: Classifier, seed: Uint8Array): Session {
  const { sigma, grid, n0, n } = method;
  const dimensions = classifier.shape.reduce((product, size) => product * size, 1);
  const noise = new Noise(grid, sigma, dimensions, seed);
  const allowance = noiseAllowance(sigma, grid.step, dimensions);
  const conclude = method.task === 'certify' ? certifyOutcome : predictOutcome;
  return {
    async certify({ index, values }, watch = {}) {
      if (values.length !== dimensions) {
        throw new RangeError(`a sample of ${values.length} values for a model of ${dimensions}`);
      }
      const { places, distance } = placeOnGrid(grid, values);
      const votes = await countVotes({ classifier, noise, sample: index, places, n0, n }, watch);
      return isPaused(votes) ? votes : conclude(method, votes, { distance, allowance });
    },
  };
}
