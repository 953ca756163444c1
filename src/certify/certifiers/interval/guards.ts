import { Boxes } from './feeds.ts';
import { inputDims, type IntervalOptions, type Network } from './network.ts';

/** Ends beyond this may overflow a few operators further on. */
const LARGE = 2 ** 60;

/**
 * Values whose bounds have to be watched, sample by sample: from the first on, in the order of computation, whose bounds are
 * not finite, or huge, over the largest box there is, all inputs up to `reach` in size. Bounds of smaller boxes lie within
 * those of the values before it, so these need no watch. Of what comes after it the largest box says nothing: engines turn
 * NaN into numbers now and then, which may be small.
 */
export async function guardsOf(
  network: Network,
  arithmetic: IntervalOptions['arithmetic'],
  reach: number,
): Promise<readonly string[]> {
  const dims = inputDims(network);
  const boxes = new Boxes(dims, null);
  for (let row = 0; row < dims[0]!; row++) boxes.widen(row, reach);
  const guarded: string[] = [];
  for await (const { program, values } of network.traces({ arithmetic, norm: 'linf' })) {
    const ends = await program.run(boxes.feeds());
    for (const { value, lower, upper } of values) {
      const tame = [lower, upper].every((name) => isTame(ends[name]!.data as Float32Array));
      if (guarded.length > 0 || !tame) guarded.push(value);
    }
  }
  return guarded;
}

const isTame = (ends: Float32Array): boolean => ends.every((end) => Math.abs(end) <= LARGE);
