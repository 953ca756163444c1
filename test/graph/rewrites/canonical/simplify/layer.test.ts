import { describe, expect, it } from 'vitest';
import type { GraphBuilder } from '../../../../../src/graph/builder.ts';
import { Draft } from '../../../../../src/graph/rewrites/canonical/simplify/draft.ts';
import { layerOf } from '../../../../../src/graph/rewrites/canonical/simplify/layer.ts';
import { stateFor } from '../../../../laws/rewrite.ts';
import { weights } from './weights.ts';

async function layer(dims: readonly number[], build: (b: GraphBuilder, x: string) => string) {
  const draft = new Draft(await stateFor({ dims, build }));
  const nodes: ReturnType<typeof layerOf>[] = [];
  draft.each((node) => nodes.push(layerOf(draft, node)));
  return nodes.at(-1)!;
}

/** The channel of every weight. */
const channels = (one: Awaited<ReturnType<typeof layer>>, count: number) =>
  Array.from({ length: count }, (_, place) => one.channelOf(place));

describe('layerOf', () => {
  it('knows the channel of every weight of a Conv', async () => {
    const conv = await layer([1, 4, 3], (b, x) => b.node('Conv', [x, weights(b, [2, 2, 2])], { group: 2 }));
    expect(conv).toMatchObject({ axis: 1, channels: 2, hasBias: true, bias: '' });
    expect(channels(conv, 8)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('knows the channel of every weight of a ConvTranspose with groups', async () => {
    const turned = await layer([1, 4, 3], (b, x) =>
      b.node('ConvTranspose', [x, weights(b, [4, 3, 1])], { group: 2 }),
    );
    expect(turned).toMatchObject({ axis: 1, channels: 6 });
    expect(channels(turned, 12)).toEqual([0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5]);
  });

  it('knows the columns of a Gemm and of a MatMul of higher rank', async () => {
    const gemm = await layer([1, 2], (b, x) => b.node('Gemm', [x, weights(b, [2, 3]), weights(b, [3])]));
    expect(channels(gemm, 6)).toEqual([0, 1, 2, 0, 1, 2]);
    const matmul = await layer([1, 5, 2], (b, x) => b.node('MatMul', [x, weights(b, [2, 3])]));
    expect(matmul).toMatchObject({ axis: 2, channels: 3, hasBias: false });
  });

  it.each<[string, readonly number[], (b: GraphBuilder, x: string) => string]>([
    ['another operator', [1, 2], (b, x) => b.node('Relu', [x])],
    ['a Gemm of two bounded values', [2, 2], (b, x) => b.node('Gemm', [x, x])],
    ['a Gemm that is transposed', [1, 2], (b, x) => b.node('Gemm', [x, weights(b, [3, 2])], { transB: 1 })],
    [
      'a Gemm with a column added',
      [2, 2],
      (b, x) => b.node('Gemm', [x, weights(b, [2, 3]), weights(b, [2, 1])]),
    ],
    ['a Gemm with a bounded bias', [1, 2], (b, x) => b.node('Gemm', [x, weights(b, [2, 2]), x])],
    ['a MatMul of a batch of matrices', [1, 2, 2], (b, x) => b.node('MatMul', [x, weights(b, [1, 2, 2])])],
    ['a MatMul with the constant first', [1, 2, 2], (b, x) => b.node('MatMul', [weights(b, [2, 2]), x])],
  ])('is null for %s', async (_, dims, build) => {
    expect(await layer(dims, build)).toBeNull();
  });
});
