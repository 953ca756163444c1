import { describe, expect, it } from 'vitest';
import { float } from '../../../../../src/graph/builder.ts';
import { sameBits, single } from './law.ts';

describe('Pad', () => {
  it('takes what its attributes said as inputs', async () => {
    const pads = [0, 1, 0, 0, 2, 1];
    await sameBits(single(8, 'Pad', [3, 4], { pads }));
    await sameBits(single(10, 'Pad', [3, 4], { pads, value: float(-2.5) }));
    for (const mode of ['reflect', 'edge']) await sameBits(single(10, 'Pad', [3, 4], { pads, mode }));
  });

  it.each([18, 21, 24])('has pads for all axes in set %i', async (opset) => {
    const beside = [[[1n, 2n, 3n, -1n]], [[7], []], [[-1n, 1n]]] as const;
    const [node] = await sameBits(single(opset, 'Pad', [3, 4], {}, beside));
    expect(node!.inputs).toHaveLength(3);
    const bare = [[[1n, 2n]], null, [[2n]]] as const;
    expect((await sameBits(single(opset, 'Pad', [3, 4], { mode: 'edge' }, bare)))[0]!.inputs).toHaveLength(2);
  });

  it.each([11, 13])('stays as it is in set %i', async (opset) => {
    await sameBits(single(opset, 'Pad', [4], {}, [[[0n, 1n, 0n, 2n]], [[3], []]]));
  });
});
