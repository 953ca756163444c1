import { describe, expect, it } from 'vitest';
import { affineLayers } from '../../../../../src/graph/rewrites/canonical/simplify/affine-layers.ts';
import type { GraphBuilder } from '../../../../../src/graph/builder.ts';
import { rewriteLaws, stateFor } from '../../../../laws/rewrite.ts';
import { weights } from './weights.ts';

const IMAGE = [2, 2, 4, 4] as const;
const ROW = [3, 4] as const;

const conv = (b: GraphBuilder, x: string) => b.node('Conv', [x, weights(b, [3, 2, 2, 2])]);
const convWithBias = (b: GraphBuilder, x: string) =>
  b.node('Conv', [x, weights(b, [3, 2, 2, 2]), weights(b, [3], 5)]);
const dense = (b: GraphBuilder, x: string) => b.node('Gemm', [x, weights(b, [4, 3]), weights(b, [3], 5)]);

/** The layer and an Add or a Mul of a constant with these dims. */
const then =
  (layer: typeof conv, operator: string, dims: readonly number[]) =>
  (b: GraphBuilder, x: string): string =>
    b.node(operator, [layer(b, x), weights(b, dims, 11)]);

rewriteLaws(affineLayers, [
  ...[[3, 1, 1], [1, 3, 1, 1], [], [1], [1, 1, 1]].flatMap((dims) =>
    ['Add', 'Mul'].map((operator) => ({
      title: `${operator} of [${dims.join(', ')}] behind a Conv`,
      dims: IMAGE,
      build: then(convWithBias, operator, dims),
      golden: dims.length === 3,
    })),
  ),
  { title: 'Add behind a Conv without a bias', dims: IMAGE, build: then(conv, 'Add', [3, 1, 1]) },
  {
    title: 'Mul behind a Conv without a bias',
    dims: IMAGE,
    build: then(conv, 'Mul', [3, 1, 1]),
    golden: true,
  },
  { title: 'Add behind a Gemm', dims: ROW, build: then(dense, 'Add', [3]) },
  { title: 'Mul of one row behind a Gemm', dims: ROW, build: then(dense, 'Mul', [1, 3]) },
  {
    title: 'Mul behind a ConvTranspose of groups',
    dims: [2, 4, 3],
    build: (b, x) => {
      const layer = b.node('ConvTranspose', [x, weights(b, [4, 3, 2]), weights(b, [6], 2)], { group: 2 });
      return b.node('Mul', [layer, weights(b, [6, 1], 11)]);
    },
  },
  {
    title: 'Mul behind a MatMul of rank three',
    dims: [2, 3, 4],
    build: (b, x) => b.node('Mul', [b.node('MatMul', [x, weights(b, [4, 5])]), weights(b, [5], 11)]),
    golden: true,
  },
  {
    title: 'Add behind a MatMul of rank three',
    dims: [2, 3, 4],
    build: (b, x) => b.node('Add', [b.node('MatMul', [x, weights(b, [4, 5])]), weights(b, [5], 11)]),
    applies: false,
  },
  { title: 'Neg behind a Gemm', dims: ROW, build: (b, x) => b.node('Neg', [dense(b, x)]), golden: true },
  {
    title: 'c - y behind a Gemm',
    dims: ROW,
    build: (b, x) => b.node('Sub', [weights(b, [3], 11), dense(b, x)]),
  },
  {
    title: 'a chain behind a Conv',
    dims: IMAGE,
    build: (b, x) => {
      const shifted = b.node('Add', [conv(b, x), weights(b, [3, 1, 1], 2)]);
      const scaled = b.node('Mul', [shifted, weights(b, [3, 1, 1], 4)]);
      return b.node('Add', [b.node('Neg', [scaled]), weights(b, [], 6)]);
    },
    golden: true,
  },
  {
    title: 'Mul by zeros',
    dims: ROW,
    build: (b, x) => b.node('Mul', [dense(b, x), b.constant([0, 1, 0])]),
  },
  { title: 'Add of a picture', dims: IMAGE, build: then(conv, 'Add', [3, 3, 3]), applies: false },
  { title: 'Add along another axis', dims: IMAGE, build: then(conv, 'Add', [3]), applies: false },
  { title: 'Add along the batch', dims: ROW, build: then(dense, 'Add', [3, 1]), applies: false },
  { title: 'Add that makes y larger', dims: ROW, build: then(dense, 'Add', [2, 1, 1]), applies: false },
  {
    title: 'Add that makes y larger from one class',
    dims: ROW,
    build: (b, x) => b.node('Add', [b.node('Gemm', [x, weights(b, [4, 1])]), weights(b, [3])]),
    applies: false,
  },
  {
    title: 'Add where others read y',
    dims: ROW,
    build: (b, x) => {
      const y = dense(b, x);
      return b.node('Concat', [y, b.node('Add', [y, weights(b, [3], 2)])], { axis: 1 });
    },
    applies: false,
  },
  {
    title: 'Mul behind a product of two bounded values',
    dims: [4, 4],
    build: (b, x) => b.node('Mul', [b.node('Gemm', [x, b.node('Relu', [x])]), weights(b, [4])]),
    applies: false,
  },
  {
    title: 'Add behind a layer with the weights of another',
    dims: [3, 4],
    build: (b, x) => {
      const shared = [weights(b, [4, 4]), weights(b, [4], 9)];
      const first = b.node('Mul', [b.node('Gemm', [x, ...shared]), weights(b, [4], 3)]);
      return b.node('Gemm', [first, ...shared]);
    },
    golden: true,
  },
]);

describe('affineLayers', () => {
  it('leaves the layer that is the output', async () => {
    const state = await stateFor({
      dims: ROW,
      build: (b, x) => {
        const y = dense(b, x);
        b.node('Add', [y, weights(b, [3])]);
        return y;
      },
    });
    expect(affineLayers(state)).toBe(state);
  });

  it('takes in no more than the slack has room for', async () => {
    const after = affineLayers(
      await stateFor({
        dims: ROW,
        build: (b, x) =>
          Array.from({ length: 10 }).reduce<string>(
            (y, _, i) => b.node('Mul', [y, weights(b, [3], i + 2)]),
            dense(b, x),
          ),
      }),
    );
    expect(after.model.graph.nodes.map(({ operator }) => operator)).toEqual([
      'Gemm',
      'Mul',
      'Mul',
      'Mul',
      'Mul',
    ]);
    expect(Math.max(...after.roundings!.values())).toBe(12);
  });

  it('leaves weights that are huge, that become too small, and that are no numbers', async () => {
    for (const [weight, factor] of [
      [2 ** 25, 1.5],
      [1e-30, 1e-10],
      [NaN, 2],
      [1, Infinity],
      [1, 2 ** 25],
    ] as const) {
      const state = await stateFor({
        dims: [1, 2],
        build: (b, x) =>
          b.node('Mul', [b.node('Gemm', [x, b.constant([weight, 1], [2, 1])]), b.constant([factor])]),
      });
      expect(affineLayers(state)).toBe(state);
    }
  });
});
