import { describe, expect, it } from 'vitest';
import { ceiling, DATASET_LIMITS } from '../../../src/service/dataset/limits.ts';

describe('ceiling', () => {
  it('is the ratio, but at least the slack and at most the limit', () => {
    const limits = { ...DATASET_LIMITS, slack: 100, ratio: 10, unpacked: 1000 };
    expect([1, 20, 500].map((packed) => ceiling(packed, limits))).toEqual([100, 200, 1000]);
  });
});
