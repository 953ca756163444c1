import { describe, expect, it } from 'vitest';
import { affine } from '../../../../../src/graph/rewrites/canonical/simplify/affine.ts';
import { rewriteLaws, stateFor } from '../../../../laws/rewrite.ts';
import { weights } from './weights.ts';

const DIMS = [2, 3, 4] as const;

rewriteLaws(affine, [
  { title: 'x - c', dims: DIMS, build: (b, x) => b.node('Sub', [x, weights(b, [3, 1])]), golden: true },
  { title: 'c + x', dims: DIMS, build: (b, x) => b.node('Add', [weights(b, [1, 3, 1]), x]) },
  { title: 'c times x', dims: DIMS, build: (b, x) => b.node('Mul', [weights(b, []), x]), golden: true },
  {
    title: 'c + x, which makes x larger',
    dims: [2, 1],
    build: (b, x) => b.node('Add', [weights(b, [1, 3]), x]),
  },
  {
    title: 'x divided by c',
    dims: DIMS,
    build: (b, x) => b.node('Div', [x, b.constant([0.3, -7, 3], [3, 1])]),
    golden: true,
  },
  { title: 'Sum of two', dims: DIMS, build: (b, x) => b.node('Sum', [b.node('Relu', [x]), x]) },
  { title: 'Sum of x and c', dims: DIMS, build: (b, x) => b.node('Sum', [weights(b, [4]), x]) },
  { title: 'x + c', dims: DIMS, build: (b, x) => b.node('Add', [x, weights(b, [4])]), applies: false },
  { title: 'x times c', dims: DIMS, build: (b, x) => b.node('Mul', [x, weights(b, [4])]), applies: false },
  { title: 'c - x', dims: DIMS, build: (b, x) => b.node('Sub', [weights(b, [4]), x]), applies: false },
  { title: 'minus x', dims: DIMS, build: (b, x) => b.node('Neg', [x]), applies: false },
  { title: 'x + x', dims: DIMS, build: (b, x) => b.node('Add', [x, x]), applies: false },
  { title: 'x - y', dims: DIMS, build: (b, x) => b.node('Sub', [x, b.node('Relu', [x])]), applies: false },
  { title: 'Sum of three', dims: DIMS, build: (b, x) => b.node('Sum', [x, x, x]), applies: false },
  {
    title: 'x divided by what is too small',
    dims: DIMS,
    build: (b, x) => b.node('Div', [x, b.constant([1, 2 ** -25, 1], [3, 1])]),
    applies: false,
  },
]);

describe('affine', () => {
  const divided = async (by: readonly number[]) => {
    const state = await stateFor({ dims: [1, 2], build: (b, x) => b.node('Div', [x, b.constant(by)]) });
    return { state, after: affine(state) };
  };

  it('leaves a division by zero, or by what is no number', async () => {
    for (const by of [
      [1, 0],
      [-0, 1],
      [NaN, 1],
      [Infinity, 1],
    ]) {
      const { state, after } = await divided(by);
      expect(after).toBe(state);
    }
  });

  it('counts the rounding of an inverse, unless it is exact', async () => {
    expect([...(await divided([3, 2])).after.roundings!.values()]).toEqual([1]);
    expect([...(await divided([-4, 0.5])).after.roundings!.values()]).toEqual([]);
  });
});
