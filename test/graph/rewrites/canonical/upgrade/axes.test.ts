import { describe, expect, it } from 'vitest';
import { sameBits, single } from './law.ts';

const REDUCTIONS = ['L1', 'L2', 'LogSum', 'LogSumExp', 'Max', 'Mean', 'Min', 'Prod', 'Sum', 'SumSquare'];

describe('axes', () => {
  it.each(REDUCTIONS.flatMap((name) => [8, 11, 13, 17].map((opset) => [`Reduce${name}`, opset] as const)))(
    'of %s of operator set %i become an input',
    async (operator, opset) => {
      const byInput = operator === 'ReduceSum' && opset >= 13;
      for (const keepdims of [0, 1]) {
        const model = byInput
          ? single(opset, operator, [3, 4], { keepdims }, [[[2n, 1n]]])
          : single(opset, operator, [3, 4], { axes: [2, 1], keepdims });
        const [node] = await sameBits(model);
        expect(node!.inputs).toHaveLength(2);
        expect(node!.attributes.map(({ name }) => name)).toEqual(['keepdims']);
      }
    },
  );

  it.each([18, 20, 23])('of a reduction of set %i stay', async (opset) => {
    await sameBits(single(opset, 'ReduceMax', [3, 4], { keepdims: 0 }, [[[-1n]]]));
    await sameBits(single(opset, 'ReduceMean', [3, 4], { noop_with_empty_axes: 1 }));
  });

  it.each([8, 12])('of Squeeze and Unsqueeze of set %i become an input', async (opset) => {
    await sameBits(single(opset, 'Squeeze', [1, 4, 1], { axes: [1] }));
    await sameBits(single(opset, 'Unsqueeze', [4], { axes: [1, 3] }));
  });

  it.each([11, 13, 21])('that Squeeze of set %i leaves out are those of size one', async (opset) => {
    const [node] = await sameBits(single(opset, 'Squeeze', [1, 4, 1]));
    expect(node!.inputs).toHaveLength(2);
  });

  it.each([13, 21, 25])('of Squeeze and Unsqueeze of set %i stay', async (opset) => {
    await sameBits(single(opset, 'Squeeze', [1, 4, 1], {}, [[[-1n]]]));
    await sameBits(single(opset, 'Unsqueeze', [4], {}, [[[-1n, 1n]]]));
  });
});
