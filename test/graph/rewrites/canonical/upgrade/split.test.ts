import { describe, expect, it } from 'vitest';
import { attribute } from '../../../../../src/graph/graph.ts';
import type { Canonical } from '../../../../../src/graph/rewrites/canonical/canonical.ts';
import { readNumbers } from '../../../../../src/graph/constant.ts';
import { upgrade } from '../../../../../src/graph/rewrites/canonical/upgrade.ts';
import { folded, sameBits, single } from './law.ts';

const sizesOf = ({ model }: Canonical) => readNumbers(model.graph.initializers[0]!);

describe('Split', () => {
  it.each([
    ['given as an attribute', single(8, 'Split', [7], { axis: 1, split: [4, 3] }, [], ['y', 'z']), [4, 3]],
    ['left out', single(11, 'Split', [8], { axis: -1 }, [], ['y', 'z']), [4, 4]],
    ['left out, since set 13', single(13, 'Split', [9], { axis: 1 }, [], ['y', 'z', 'w']), [3, 3, 3]],
    ['given as an input', single(13, 'Split', [7], { axis: -1 }, [[[5n, 2n]]], ['y', 'z']), [5, 2]],
    [
      'told by a number, the last smaller',
      single(18, 'Split', [7], { axis: 1, num_outputs: 3 }, [], ['y', 'z', 'w']),
      [3, 3, 1],
    ],
  ])('has the sizes of its parts as an input: %s', async (_, model, sizes) => {
    const [node] = await sameBits(model);
    expect(attribute(node!, 'axis', 'int')).toBe(1n);
    expect(node!.attributes).toHaveLength(1);
    expect(sizesOf(upgrade(await folded(model)))).toEqual(sizes);
  });
});
