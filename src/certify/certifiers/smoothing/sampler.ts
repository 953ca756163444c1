import { elementCount } from '../../../graph/tensor.ts';
import { PERTURBATIONS } from '../../perturbations/index.ts';
import { placeOnGrid } from '../../statistics/grid.ts';
import { Noise } from '../../statistics/noise.ts';
import type { Sampler } from '../../voting/sampler.ts';
import { noiseOf, type SmoothingSettled } from './request.ts';

/** Samples with the method's noise; its tables are made once. `shape`: of a sample. `seed`: 32 bytes. */
export function noiseSampler(method: SmoothingSettled, shape: readonly number[], seed: Uint8Array): Sampler {
  const { law, scale } = noiseOf(method);
  const size = elementCount(shape);
  const noise = new Noise(method.grid, scale, size, seed, law);
  const norm = PERTURBATIONS[law.norm];
  return {
    size,
    ends: noise.ends,
    at({ values }) {
      if (values.length !== size)
        throw new RangeError(`a sample of ${values.length} values for a model of ${size}`);
      const { places, distance } = placeOnGrid(method.grid, values, norm);
      return { distance, fill: (out, draws) => noise.fill(out, places, draws) };
    },
  };
}
