import { describe, expect, it } from 'vitest';
import { attribute } from '../../../../../src/graph/graph.ts';
import { upgrade } from '../../../../../src/graph/rewrites/canonical/upgrade.ts';
import { weights } from '../../../../support/models.ts';
import { folded, sameBits, single, type Beside } from './law.ts';

const KERNEL: Beside = [weights(2 * 3 * 3 * 2), [2, 3, 3, 2]];

describe.each([8, 11, 22])('ConvTranspose of operator set %i', (opset) => {
  const model = (attributes: Parameters<typeof single>[3]) =>
    single(opset, 'ConvTranspose', [2, 4, 5], attributes, [KERNEL]);

  it.each(['NOTSET', 'SAME_UPPER', 'SAME_LOWER', 'VALID'])(
    'has numbers for its pads: %s',
    async (auto_pad) => {
      for (const strides of [
        [1, 1],
        [2, 2],
        [3, 1],
      ]) {
        const [node] = await sameBits(model({ auto_pad, strides }));
        expect(attribute(node!, 'auto_pad', 'string')).toBeUndefined();
        expect(attribute(node!, 'pads', 'ints')).toHaveLength(4);
      }
    },
  );

  it.each(['NOTSET', 'SAME_UPPER', 'SAME_LOWER'])('has no stated output: %s', async (auto_pad) => {
    for (const output_shape of [
      [8, 9],
      [7, 10],
      [9, 9],
    ]) {
      const [node] = await sameBits(model({ auto_pad, strides: [2, 2], output_shape }));
      expect(attribute(node!, 'output_shape', 'ints')).toBeUndefined();
    }
  });

  it('keeps pads, output padding and dilation', async () => {
    const attributes = { strides: [2, 3], pads: [1, 0, 0, 1], output_padding: [1, 2], dilations: [2, 1] };
    await sameBits(model(attributes));
  });
});

describe('ConvTranspose', () => {
  it('is refused where it is to give more than its kernel reaches', async () => {
    const attributes = { strides: [2, 2], output_shape: [10, 11] };
    const traced = await folded(single(11, 'ConvTranspose', [2, 4, 5], attributes, [KERNEL]));
    const run = () => upgrade(traced);
    expect(run).toThrow('"node" (ConvTranspose) is to give more');
  });
});
