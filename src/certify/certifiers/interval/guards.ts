import { Boxes } from './feeds.ts';
import { inputDims, type IntervalOptions, type Network } from './network.ts';

/** Ends beyond 2^60 may overflow a few operators further on; their squares alone exceed this. */
const LARGE = 2 ** 120;

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
  const { program, values } = await network.squares({ arithmetic, norm: 'linf' });
  try {
    const squares = await program.run(boxes.feeds());
    const isTame = (sum: string) => Number(squares[sum]!.data[0]) <= LARGE;
    const first = values.findIndex(({ sums }) => !sums.every(isTame));
    return first < 0 ? [] : values.slice(first).map(({ value }) => value);
  } finally {
    await program.release();
  }
}
