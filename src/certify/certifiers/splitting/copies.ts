import { elementCount } from '../../../graph/tensor.ts';
import type { Copies } from '../../exhaustive/copies.ts';
import { l1 } from '../../perturbations/l1.ts';
import { placeOnGrid } from '../../statistics/grid.ts';
import { SplitNoise } from '../../statistics/noises/split.ts';
import type { SplittingSettled } from './request.ts';

/** Samples with every coordinate cut at all positions. `shape`: of a sample. `seed`: 32 bytes, where the cuts begin. */
export function splitCopies(
  { grid, lambda }: Pick<SplittingSettled, 'grid' | 'lambda'>,
  shape: readonly number[],
  seed: Uint8Array,
): Copies {
  const size = elementCount(shape);
  const noise = new SplitNoise(grid, lambda, size, seed);
  return {
    count: noise.votes,
    size,
    ends: noise.ends,
    at({ values }) {
      if (values.length !== size)
        throw new RangeError(`a sample of ${values.length} values for a model of ${size}`);
      const { places, distance } = placeOnGrid(grid, values, l1);
      return { distance, fill: (out, draws) => noise.fill(out, places, draws) };
    },
  };
}
