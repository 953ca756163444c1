import { describe, expect, it } from 'vitest';
import { readNumbers } from '../../../../../src/graph/constant.ts';
import { attribute, type Model } from '../../../../../src/graph/graph.ts';
import { upgrade } from '../../../../../src/graph/rewrites/canonical/upgrade.ts';
import { folded, sameBits, single } from './law.ts';

async function shapeIn(model: Model) {
  return readNumbers(upgrade(await folded(model)).model.graph.initializers[0]!);
}

describe('Reshape', () => {
  it.each([
    [8, [0n, -1n]],
    [13, [0n, 0n, -1n]],
    [14, [-1n, 12n]],
    [25, [-1n, 4n, 3n]],
  ])('of operator set %i has its shape in full', async (opset, shape) => {
    const model = single(opset, 'Reshape', [3, 4], {}, [[shape]]);
    await sameBits(model);
    expect((await shapeIn(model))?.every((size) => size > 0)).toBe(true);
  });

  it('takes a zero for what it is where it is told to', async () => {
    const [node] = await sameBits(single(14, 'Reshape', [3, 4], { allowzero: 1 }, [[[-1n, 12n]]]));
    expect(node!.attributes).toEqual([]);
  });
});

describe('Expand', () => {
  it('has the shape of its result', async () => {
    const model = single(13, 'Expand', [1, 4], {}, [[[3n, 1n]]]);
    await sameBits(model);
    expect(await shapeIn(model)).toEqual([2, 3, 4]);
  });
});

describe('Flatten', () => {
  it.each([11, 21, 23])('of operator set %i counts its axis from the front', async (opset) => {
    const [node] = await sameBits(single(opset, 'Flatten', [3, 4], { axis: -2 }));
    expect(attribute(node!, 'axis', 'int')).toBe(1n);
    expect(attribute((await sameBits(single(opset, 'Flatten', [3, 4])))[0]!, 'axis', 'int')).toBe(1n);
  });
});
