import { describe, expect, it } from 'vitest';
import { float, type GraphBuilder } from '../../../../../src/graph/builder.ts';
import { readConstant } from '../../../../../src/graph/constant.ts';
import { batchNormalization } from '../../../../../src/graph/rewrites/canonical/simplify/batch-normalization.ts';
import { rewriteLaws, stateFor } from '../../../../laws/rewrite.ts';
import { spread, weights } from './weights.ts';

interface Statistics {
  readonly scale?: readonly number[];
  readonly mean?: readonly number[];
  readonly variance?: readonly number[];
  readonly epsilon?: number;
}

/** A BatchNormalization of so many channels. */
function normalized(b: GraphBuilder, x: string, channels: number, given: Statistics = {}): string {
  const part = (own: readonly number[] | undefined, from: number, to: number, seed: number) =>
    b.constant(own ?? spread(channels, from, to, seed));
  const parts = [
    part(given.scale, -1.5, 1.5, 2),
    b.constant(spread(channels, -1, 1, 3)),
    part(given.mean, -2, 2, 4),
    part(given.variance, 0.1, 3, 5),
  ];
  return b.node('BatchNormalization', [x, ...parts], { epsilon: float(given.epsilon ?? 1e-5) });
}

const conv = (b: GraphBuilder, x: string, dims: readonly number[], attributes: object = {}): string =>
  b.node('Conv', [x, weights(b, dims)], { ...attributes });

rewriteLaws(batchNormalization, [
  {
    title: 'behind a Conv without a bias',
    dims: [2, 2, 3, 3],
    build: (b, x) => normalized(b, conv(b, x, [4, 2, 2, 2]), 4),
    golden: true,
  },
  {
    title: 'behind a Conv of groups, with a bias',
    dims: [2, 4, 3, 3],
    build: (b, x) =>
      normalized(b, b.node('Conv', [x, weights(b, [6, 2, 2, 2]), weights(b, [6], 9)], { group: 2 }), 6),
  },
  {
    title: 'behind a Conv of one dimension',
    dims: [2, 2, 5],
    build: (b, x) => normalized(b, conv(b, x, [3, 2, 2]), 3),
  },
  {
    title: 'behind a ConvTranspose of groups',
    dims: [2, 6, 3, 3],
    build: (b, x) =>
      normalized(b, b.node('ConvTranspose', [x, weights(b, [6, 2, 2, 3])], { group: 3, strides: [2, 1] }), 6),
  },
  {
    title: 'behind a ConvTranspose with a bias',
    dims: [2, 3, 3],
    build: (b, x) =>
      normalized(b, b.node('ConvTranspose', [x, weights(b, [3, 4, 2]), weights(b, [4], 5)]), 4),
  },
  {
    title: 'behind a Gemm',
    dims: [3, 4],
    build: (b, x) => normalized(b, b.node('Gemm', [x, weights(b, [4, 5]), weights(b, [5], 8)]), 5),
    golden: true,
  },
  {
    title: 'behind a Gemm that is not in its normal form',
    dims: [3, 4],
    build: (b, x) => normalized(b, b.node('Gemm', [x, weights(b, [5, 4])], { transB: 1 }), 5),
  },
  {
    title: 'twice behind a Gemm',
    dims: [3, 4],
    build: (b, x) => normalized(b, normalized(b, b.node('Gemm', [x, weights(b, [4, 5])]), 5), 5),
    golden: true,
  },
  {
    title: 'at the input',
    dims: [2, 3, 2, 2],
    build: (b, x) => normalized(b, x, 3),
    golden: true,
  },
  { title: 'at an input of rank two', dims: [2, 3], build: (b, x) => normalized(b, x, 3) },
  {
    title: 'behind a Conv that others read',
    dims: [2, 2, 3, 3],
    build: (b, x) => {
      const shared = conv(b, x, [4, 2, 2, 2]);
      return b.node('Add', [normalized(b, shared, 4), shared]);
    },
    golden: true,
  },
  {
    title: 'behind two Convs with the same weights',
    dims: [2, 2, 3, 3],
    build: (b, x) => {
      const kernel = weights(b, [4, 2, 2, 2]);
      const first = normalized(b, b.node('Conv', [x, kernel]), 4);
      return b.node('Add', [first, b.node('Conv', [b.node('Relu', [x]), kernel])]);
    },
    golden: true,
  },
  {
    title: 'with scales that are zero',
    dims: [2, 2, 3, 3],
    build: (b, x) => normalized(b, conv(b, x, [3, 2, 2, 2]), 3, { scale: [0, 1, 0] }),
  },
  {
    title: 'with a variance of zero and an epsilon',
    dims: [2, 3],
    build: (b, x) => normalized(b, b.node('Gemm', [x, weights(b, [3, 2])]), 2, { variance: [0, 1] }),
  },
  {
    title: 'with epsilon zero',
    dims: [2, 3],
    build: (b, x) => normalized(b, b.node('Gemm', [x, weights(b, [3, 2])]), 2, { epsilon: 0 }),
  },
  {
    title: 'behind a Gemm whose weights are so small that they would be lost',
    dims: [2, 3],
    build: (b, x) => {
      const tiny = b.constant(spread(6, 1e-38, 2e-38), [3, 2]);
      return normalized(b, b.node('Gemm', [x, tiny]), 2, { scale: [1e-3, 1e-3] });
    },
    golden: true,
  },
]);

const after = async (build: (b: GraphBuilder, x: string) => string, dims: readonly number[]) =>
  batchNormalization(await stateFor({ dims, build }));

const operators = (state: Awaited<ReturnType<typeof after>>) =>
  state.model.graph.nodes.map(({ operator }) => operator);

describe('batchNormalization', () => {
  it('leaves statistics that give no finite map', async () => {
    const degenerate = (given: Statistics) => after((b, x) => normalized(b, x, 2, given), [2, 2]);
    expect(operators(await degenerate({ variance: [0, 1], epsilon: 0 }))).toEqual(['BatchNormalization']);
    expect(operators(await degenerate({ variance: [-1, 1] }))).toEqual(['BatchNormalization']);
    expect(operators(await degenerate({ mean: [Infinity, 1] }))).toEqual(['BatchNormalization']);
    expect(operators(await degenerate({ scale: [1e30, 1] }))).toEqual(['BatchNormalization']);
  });

  it('leaves InstanceNormalization, which is not linear', async () => {
    const build = (b: GraphBuilder, x: string) =>
      b.node('InstanceNormalization', [x, weights(b, [2]), weights(b, [2], 4)]);
    expect(operators(await after(build, [2, 2, 3, 3]))).toEqual(['InstanceNormalization']);
  });

  it('does not hide a layer that may overflow behind a scale of zero', async () => {
    const build = (b: GraphBuilder, x: string) =>
      normalized(b, b.node('Gemm', [x, b.constant([3e38, 3e38], [2, 1])]), 1, { scale: [0] });
    expect(operators(await after(build, [2, 2]))).toEqual(['Gemm', 'Mul', 'Add']);
  });

  it('gives the bias the magnitude of all its terms', async () => {
    const build = (b: GraphBuilder, x: string) => {
      const product = b.node('Gemm', [x, weights(b, [2, 1]), b.constant([5])]);
      return b.node(
        'BatchNormalization',
        [product, b.constant([2]), b.constant([10]), b.constant([10]), b.constant([1])],
        {
          epsilon: float(0),
        },
      );
    };
    const [[name, magnitude] = []] = (await after(build, [1, 2])).magnitudes;
    expect(name).toMatch(/^const/);
    expect(readConstant(magnitude!).data[0]).toBeCloseTo(2 * 5 + 2 * 10 + 10, 4);
  });
});
