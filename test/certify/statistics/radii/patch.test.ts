import { describe, expect, it } from 'vitest';
import { patchSide, positions, touched } from '../../../../src/certify/statistics/radii/patch.ts';

const CIFAR = { height: 32, width: 32 };

describe('patchSide', () => {
  // 2(m+s−1) of 32 columns; 2(m+s−1)² of 1024 blocks
  it.each([
    ['columns', 4, 32, 13],
    ['columns', 4, 31, 12],
    ['columns', 4, 16, 5],
    ['columns', 4, 8, 1],
    ['columns', 4, 7, 0],
    ['rows', 4, 16, 5],
    ['block', 12, 1024, 11],
    ['block', 12, 512, 5],
    ['block', 12, 511, 4],
    ['block', 12, 287, 0],
    ['block', 12, 288, 1],
    ['columns', 4, 0, 0],
  ] as const)('with %s of %i and a margin of %i is %i', (kind, side, margin, expected) => {
    expect(patchSide(margin, { kind, side }, CIFAR)).toBe(expected);
  });

  it('ends at the picture', () => {
    expect(patchSide(1e9, { kind: 'columns', side: 4 }, { height: 5, width: 7 })).toBe(7);
  });
});

describe('touched', () => {
  it('is by the sides of the patch, and all positions at most', () => {
    const size = { height: 10, width: 20 };
    const patch = { height: 3, width: 5 };
    expect(touched({ kind: 'columns', side: 4 }, size, patch)).toBe(8);
    expect(touched({ kind: 'rows', side: 4 }, size, patch)).toBe(6);
    expect(touched({ kind: 'block', side: 4 }, size, patch)).toBe(48);
    expect(touched({ kind: 'block', side: 9 }, size, patch)).toBe(10 * 13);
    expect(touched({ kind: 'columns', side: 4 }, size, { height: 10, width: 20 })).toBe(20);
    expect(touched({ kind: 'block', side: 4 }, size, { height: 0, width: 3 })).toBe(0);
  });
});

describe('positions', () => {
  it('are the columns, the rows or the pixels', () => {
    const size = { height: 10, width: 20 };
    expect(positions({ kind: 'columns', side: 4 }, size)).toBe(20);
    expect(positions({ kind: 'rows', side: 4 }, size)).toBe(10);
    expect(positions({ kind: 'block', side: 4 }, size)).toBe(200);
  });
});
