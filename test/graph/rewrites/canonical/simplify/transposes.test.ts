import { describe, expect, it } from 'vitest';
import { float, type GraphBuilder } from '../../../../../src/graph/builder.ts';
import { readConstant } from '../../../../../src/graph/constant.ts';
import { transposes } from '../../../../../src/graph/rewrites/canonical/simplify/transposes.ts';
import { rewriteLaws, stateFor } from '../../../../laws/rewrite.ts';
import { weights } from './weights.ts';

const DIMS = [2, 3, 4, 5] as const;
const TO_LAST = [0, 2, 3, 1];
const TO_FIRST = [0, 3, 1, 2];

const turn = (b: GraphBuilder, x: string, perm: readonly number[]) => b.node('Transpose', [x], { perm });

/** Into the other layout, through nodes, and back. */
const around =
  (middle: (b: GraphBuilder, x: string) => string, back = TO_FIRST) =>
  (b: GraphBuilder, x: string): string =>
    b.node('Relu', [turn(b, middle(b, turn(b, b.node('Abs', [x]), TO_LAST)), back)]);

rewriteLaws(transposes, [
  { title: 'there and back', dims: DIMS, build: around((_, x) => x), golden: true },
  { title: 'two in a row', dims: DIMS, build: around((_, x) => x, [0, 2, 1, 3]), golden: true },
  { title: 'around a Relu', dims: DIMS, build: around((b, x) => b.node('Relu', [x])) },
  {
    title: 'around operators with constants',
    dims: DIMS,
    build: around((b, x) => {
      const shifted = b.node('Add', [x, weights(b, [3])]);
      const scaled = b.node('Mul', [weights(b, [4, 1, 1]), shifted]);
      const clipped = b.node('Clip', [scaled, b.constant([-1], []), b.constant([2], [])]);
      return b.node('PRelu', [b.node('LeakyRelu', [clipped], { alpha: float(0.1) }), weights(b, [5, 3])]);
    }),
    golden: true,
  },
  {
    title: 'around operators, back another way',
    dims: DIMS,
    build: around((b, x) => b.node('Tanh', [b.node('Sub', [weights(b, [5, 1]), x])]), [0, 1, 3, 2]),
    golden: true,
  },
  {
    title: 'around a sum of two',
    dims: DIMS,
    build: (b, x) => {
      const left = turn(b, b.node('Relu', [x]), TO_LAST);
      const right = turn(b, b.node('Neg', [x]), TO_LAST);
      return turn(b, b.node('Add', [b.node('Sigmoid', [left]), right]), TO_FIRST);
    },
    golden: true,
  },
  {
    title: 'around a choice by a constant',
    dims: DIMS,
    build: around((b, x) =>
      b.node('Where', [b.constant(Uint8Array.of(1, 0, 1), [3], { type: 'bool' }), x, weights(b, [])]),
    ),
  },
  {
    title: 'around a Cast',
    dims: DIMS,
    build: around((b, x) => b.node('Cast', [b.node('Cast', [x], { to: 11 })], { to: 1 })),
  },
  {
    title: 'reversals, which are left out',
    dims: [3, 3],
    build: (b, x) => {
      const there = b.node('Transpose', [b.node('Relu', [x])]);
      return b.node('Neg', [b.node('Transpose', [there])]);
    },
  },
  {
    title: 'where others read the first',
    dims: [2, 3, 3],
    build: (b, x) => {
      const first = turn(b, b.node('Relu', [x]), [0, 2, 1]);
      return b.node('Add', [first, turn(b, first, [0, 2, 1])]);
    },
    golden: true,
  },
  {
    title: 'of a sum with a value in this layout',
    dims: [2, 3, 3],
    build: (b, x) => turn(b, b.node('Add', [turn(b, x, [0, 2, 1]), x]), [0, 2, 1]),
    applies: false,
  },
  {
    title: 'of what others read',
    dims: [2, 3, 3],
    build: (b, x) => {
      const middle = b.node('Relu', [turn(b, x, [0, 2, 1])]);
      return b.node('Add', [middle, turn(b, middle, [0, 2, 1])]);
    },
    applies: false,
  },
  {
    title: 'of a sum with a value of lower rank',
    dims: [2, 2, 2],
    build: (b, x) => {
      const largest = b.node('ReduceMax', [x, b.constant(BigInt64Array.of(0n))], { keepdims: 0 });
      const low = turn(b, largest, [1, 0]);
      return turn(b, b.node('Add', [turn(b, x, [0, 2, 1]), low]), [0, 2, 1]);
    },
    applies: false,
  },
  {
    title: 'around a Softmax',
    dims: DIMS,
    build: around((b, x) => b.node('Softmax', [x], { axis: -1 })),
    applies: false,
  },
  {
    title: 'there and back, all of the graph',
    dims: [2, 3, 3],
    build: (b, x) => turn(b, turn(b, x, [0, 2, 1]), [0, 2, 1]),
    applies: false,
  },
]);

const chain = (length: number) =>
  stateFor({
    dims: [1, 2, 2],
    build: (b, x) => {
      const middle = Array.from({ length }).reduce<string>(
        (value) => b.node('Neg', [value]),
        turn(b, x, [0, 2, 1]),
      );
      return turn(b, middle, [0, 2, 1]);
    },
  });

describe('transposes', () => {
  it('looks through many operators, but not through any number of them', async () => {
    expect(transposes(await chain(50)).model.graph.nodes).toHaveLength(50);
    const endless = await chain(3000);
    expect(transposes(endless)).toBe(endless);
  });

  it('moves magnitudes and counts with the constants and values that they are of', async () => {
    const state = await stateFor({
      dims: [1, 2, 2],
      build: (b, x) => {
        const product = b.node(
          'Mul',
          [turn(b, x, [0, 2, 1]), b.constant([1, 2, 3, 4], [2, 2])],
          {},
          { outputs: ['p'] },
        );
        return turn(b, b.node('Add', [product, b.constant([5, 6, 7, 8], [2, 2], { name: 'c' })]), [0, 2, 1]);
      },
    });
    const shift = state.model.graph.initializers.find(({ name }) => name === 'c')!;
    const after = transposes({
      ...state,
      roundings: new Map([['p', 3]]),
      magnitudes: new Map([['c', shift]]),
    });
    const [magnitude] = [...after.magnitudes.values()];
    expect(readConstant(magnitude!).data).toEqual(Float32Array.of(5, 7, 6, 8));
    expect([...after.roundings!.values()]).toEqual([3]);
  });
});
