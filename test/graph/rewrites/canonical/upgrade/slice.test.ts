import { describe, it } from 'vitest';
import { sameBits, single } from './law.ts';

describe('Slice', () => {
  it('takes what its attributes said as inputs', async () => {
    await sameBits(single(8, 'Slice', [3, 7], { starts: [1, -3], ends: [3, 100], axes: [1, 2] }));
    await sameBits(single(9, 'Slice', [3, 7], { starts: [0, 1], ends: [1000, 2] }));
  });

  it.each([10, 13])('stays as it is in set %i', async (opset) => {
    await sameBits(single(opset, 'Slice', [7], {}, [[[-1n]], [[-100n]], [[1n]], [[-2n]]]));
  });
});
