import { describe, it } from 'vitest';
import { sameBits, single } from './law.ts';

describe('TopK', () => {
  it('takes how many as an input', async () => {
    await sameBits(single(9, 'TopK', [9], { k: 3, axis: 1 }, [], ['y', 'indices']));
  });

  it.each([10, 11, 24])('stays as it is in set %i', async (opset) => {
    await sameBits(single(opset, 'TopK', [9], { axis: -1 }, [[[4n]]], ['y', 'indices']));
  });
});
