import { describe, expect, it } from 'vitest';
import { attribute } from '../../../../../src/graph/graph.ts';
import { Unsupported } from '../../../../../src/graph/rewrites/canonical/unsupported.ts';
import { upgrade } from '../../../../../src/graph/rewrites/canonical/upgrade.ts';
import { folded, sameBits, single } from './law.ts';

const FAMILY = ['Softmax', 'LogSoftmax', 'Hardmax'];

describe.each(FAMILY)('%s', (operator) => {
  it.each([8, 11, 12])('along the only axis is the same operator, from set %i', async (opset) => {
    for (const attributes of [{}, { axis: 1 }]) {
      const nodes = await sameBits(single(opset, operator, [5], attributes));
      expect(nodes.map((node) => [node.operator, attribute(node, 'axis', 'int')])).toEqual([[operator, 1n]]);
    }
  });

  it('over several axes is between two Reshapes', async () => {
    for (const axis of [1, 2, -2]) {
      const nodes = await sameBits(single(11, operator, [3, 4, 2], { axis }));
      expect(nodes.map((node) => node.operator)).toEqual(['Reshape', operator, 'Reshape']);
    }
  });

  it('needs none where the other axes are single, or the axis is the last', async () => {
    const cases = [
      [[1, 1, 5], {}],
      [[3, 5], { axis: 2 }],
      [[3, 5], { axis: -1 }],
    ] as const;
    for (const [sample, attributes] of cases) {
      expect(await sameBits(single(11, operator, sample, attributes))).toHaveLength(1);
    }
  });

  it('is along one axis since set 13', async () => {
    const [node] = await sameBits(single(13, operator, [3, 4, 2], { axis: 2 }));
    expect(attribute(node!, 'axis', 'int')).toBe(2n);
    expect((await sameBits(single(13, operator, [3, 4, 2])))[0]!.attributes).toEqual([]);
  });

  it('is refused where it normalises over the samples', async () => {
    const model = single(11, operator, [5], { axis: 0 });
    const mixing = await folded(model);
    expect(() => upgrade(mixing)).toThrow(Unsupported);
    expect(() => upgrade(mixing)).toThrow('samples are mixed');
    await sameBits(model, 1);
  });
});
