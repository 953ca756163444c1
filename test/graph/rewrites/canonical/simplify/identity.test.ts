import { describe, expect, it } from 'vitest';
import type { GraphBuilder } from '../../../../../src/graph/builder.ts';
import { float } from '../../../../../src/graph/builder.ts';
import { identity } from '../../../../../src/graph/rewrites/canonical/simplify/identity.ts';
import { rewriteLaws, stateFor } from '../../../../laws/rewrite.ts';

const int64 = (builder: GraphBuilder, values: readonly number[]) =>
  builder.constant(BigInt64Array.from(values, BigInt));

/** The node between two that stay. */
const between = (node: (builder: GraphBuilder, x: string) => string) => (builder: GraphBuilder, x: string) =>
  builder.node('Relu', [node(builder, builder.node('Abs', [x]))]);

const DIMS = [2, 3, 4] as const;

const gone: Record<string, (builder: GraphBuilder, x: string) => string> = {
  Identity: (b, x) => b.node('Identity', [x]),
  'Dropout without a mask': (b, x) => b.node('Dropout', [x]),
  'Dropout that is told not to train': (b, x) =>
    b.node('Dropout', [x, b.constant([0.5], []), b.constant(Uint8Array.of(0), [], { type: 'bool' })]),
  'Cast to the same type': (b, x) => b.node('Cast', [x], { to: 1 }),
  'Reshape to the same sizes': (b, x) => b.node('Reshape', [x, int64(b, [0, -1, 4])]),
  'Transpose of nothing': (b, x) => b.node('Transpose', [x], { perm: [0, 1, 2] }),
  'Expand to the same sizes': (b, x) => b.node('Expand', [x, int64(b, [1, 3, 1])]),
  'Tile once': (b, x) => b.node('Tile', [x, int64(b, [1, 1, 1])]),
  'Slice of all': (b, x) => b.node('Slice', [x, int64(b, [0]), int64(b, [99]), int64(b, [2])]),
  'Pad by nothing': (b, x) => b.node('Pad', [x, int64(b, [0, 0, 0, 0, 0, 0])]),
  'Concat of one': (b, x) => b.node('Concat', [x], { axis: 1 }),
  'Split in one': (b, x) => b.node('Split', [x], { axis: 1, num_outputs: 1 }),
  'Sum of one': (b, x) => b.node('Sum', [x]),
  'Mean of one': (b, x) => b.node('Mean', [x]),
  'Max of one': (b, x) => b.node('Max', [x]),
  'Min of one': (b, x) => b.node('Min', [x]),
  'Pow 1': (b, x) => b.node('Pow', [x, b.constant([1], [])]),
  'Mul by ones': (b, x) => b.node('Mul', [b.constant([1, 1, 1], [3, 1]), x]),
  'Div by one': (b, x) => b.node('Div', [x, b.constant([1], [1])]),
  'Add of zero': (b, x) => b.node('Add', [x, b.constant([0], [])]),
  'Add of negative zero': (b, x) => b.node('Add', [b.constant([-0], []), x]),
  'Sub of zero': (b, x) => b.node('Sub', [x, b.constant([0], [1, 1])]),
  'three in a row': (b, x) => b.node('Identity', [b.node('Dropout', [b.node('Identity', [x])])]),
};

const kept: Record<string, (builder: GraphBuilder, x: string) => string> = {
  'Add of zero that makes the value larger': (b, x) => b.node('Add', [x, b.constant([0, 0], [2, 1, 1, 1])]),
  'Mul by ones that makes the value larger': (b, x) => b.node('Mul', [x, b.constant([1], [1, 1, 1, 1])]),
  'subtraction from zero': (b, x) => b.node('Sub', [b.constant([0], []), x]),
  'one divided': (b, x) => b.node('Div', [b.constant([1], []), b.node('Exp', [x])]),
  'Slice backwards': (b, x) =>
    b.node('Slice', [x, int64(b, [-1]), int64(b, [-99]), int64(b, [2]), int64(b, [-1])]),
  'Pad that cuts what it adds': (b, x) => b.node('Pad', [x, int64(b, [0, 0, 1, 0, 0, -1])]),
  'Reshape that sorts the sizes anew': (b, x) => b.node('Reshape', [x, int64(b, [2, 4, 3])]),
  'Max with zero': (b, x) => b.node('Max', [x, b.constant([0], [])]),
};

const laws = (all: typeof gone, applies: boolean) =>
  Object.entries(all).map(([title, node]) => ({ title, dims: DIMS, build: between(node), applies }));

rewriteLaws(identity, [
  ...laws(gone, true),
  ...laws(kept, false),
  {
    title: 'Cast to another type',
    dims: DIMS,
    build: between((b, x) => b.node('Cast', [b.node('Cast', [x], { to: 11 })], { to: 1 })),
    applies: false,
  },
  {
    title: 'Transpose of an axis of size one',
    dims: [2, 1, 1, 5],
    build: between((b, x) => b.node('Transpose', [x], { perm: [0, 2, 1, 3] })),
  },
  {
    title: 'at the end of the graph',
    dims: DIMS,
    build: (b, x) =>
      b.node('Identity', [b.node('Relu', [x], {}, { name: 'last' })], {}, { outputs: ['logits'] }),
    golden: true,
  },
  {
    title: 'at the end, of a value that others read',
    dims: DIMS,
    build: (b, x) => {
      const shared = b.node('Relu', [x]);
      b.node('Abs', [shared]);
      return b.node('Identity', [b.node('Add', [shared, b.node('Neg', [shared])])]);
    },
  },
  {
    title: 'all of the graph',
    dims: DIMS,
    build: (b, x) => b.node('Identity', [x]),
    applies: false,
  },
  {
    title: 'all of the graph, by another name',
    dims: DIMS,
    build: (b, x) => b.node('Dropout', [x]),
    golden: true,
  },
  {
    title: 'with LeakyRelu around',
    dims: DIMS,
    build: (b, x) => b.node('LeakyRelu', [b.node('Identity', [x])], { alpha: float(0.1) }),
    golden: true,
  },
]);

describe('identity', () => {
  it('keeps a product with 1 that stands for roundings, and a sum with 0 that has terms', async () => {
    const state = await stateFor({
      dims: [1, 2],
      build: (b, x) => {
        const product = b.node('Mul', [x, b.constant([1], [])], {}, { outputs: ['product'] });
        return b.node('Add', [product, b.constant([0], [], { name: 'zero' })]);
      },
    });
    const zero = state.model.graph.initializers.find(({ name }) => name === 'zero')!;
    const folded = { ...state, roundings: new Map([['product', 2]]), magnitudes: new Map([['zero', zero]]) };
    expect(identity(folded)).toBe(folded);
    expect(identity(state).model.graph.nodes.length).toBeLessThan(2);
  });
});
