import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../../src/graph/builder.ts';
import {
  composed,
  keepsOrder,
  permutation,
  permutedPlaces,
} from '../../../../../src/graph/rewrites/canonical/simplify/permutation.ts';

function transpose(perm?: readonly number[]) {
  const builder = new GraphBuilder();
  builder.node('Transpose', ['x'], perm ? { perm } : {});
  return builder.build().nodes[0]!;
}

describe('permutation', () => {
  it('is the reversal where it is left out', () => {
    expect(permutation(transpose(), 3)).toEqual([2, 1, 0]);
    expect(permutation(transpose([0, 2, 1]), 3)).toEqual([0, 2, 1]);
  });

  it('composes: the second permutes what the first gives', () => {
    const dims = [2, 3, 4, 5];
    const [first, second] = [
      [0, 2, 3, 1],
      [3, 0, 1, 2],
    ];
    const once = first.map((axis) => dims[axis]!);
    expect(composed(first, second).map((axis) => dims[axis]!)).toEqual(second.map((axis) => once[axis]!));
  });

  it('keeps the order of elements where only axes of size one move', () => {
    expect(keepsOrder(transpose([0, 2, 3, 1]), [2, 1, 4, 5])).toBe(true);
    expect(keepsOrder(transpose([0, 2, 3, 1]), [2, 3, 4, 5])).toBe(false);
    expect(keepsOrder(transpose(), [1, 7, 1])).toBe(true);
  });

  it('finds elements in their places: twice the inverse gives all back', () => {
    expect([...permutedPlaces([2, 3], [1, 0])]).toEqual([0, 3, 1, 4, 2, 5]);
    const perms = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(perms, sizes, (perm, dims) => {
        const there = permutedPlaces(dims, perm);
        const inverse = perm.map((_, axis) => perm.indexOf(axis));
        const back = permutedPlaces(
          perm.map((axis) => dims[axis]!),
          inverse,
        );
        expect([...back].map((place) => there[place])).toEqual([...there].map((_, i) => i));
      }),
    );
  });
});
