import { describe, expect, it } from 'vitest';
import { sameBits, single } from './law.ts';

describe('Scatter', () => {
  it('is ScatterElements', async () => {
    const beside = [
      [
        [0n, 2n, 1n, 0n],
        [2, 2],
      ] as const,
      [
        [1, 2, 3, 4],
        [2, 2],
      ] as const,
    ];
    const [node] = await sameBits(single(10, 'Scatter', [3], { axis: 1 }, beside));
    expect(node!.operator).toBe('ScatterElements');
  });
});
