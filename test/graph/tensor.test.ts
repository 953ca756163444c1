import { describe, expect, it } from 'vitest';
import { byteSize, elementCount } from '../../src/graph/tensor.ts';

describe('elementCount', () => {
  it('is the product, 1 for a scalar, 0 for an empty tensor', () => {
    expect([[2, 3, 4], [], [0, 5], [7]].map(elementCount)).toEqual([24, 1, 0, 7]);
  });

  it('is Infinity where doubles stop counting, but 0 beside a zero', () => {
    expect(elementCount([2 ** 27, 2 ** 26])).toBe(Infinity);
    expect(elementCount([2 ** 27, 2 ** 25])).toBe(2 ** 52);
    expect(elementCount([1e300, 1e300, 0])).toBe(0);
  });
});

describe('byteSize', () => {
  it('fills up the last byte of small types', () => {
    expect(byteSize('int4', 3)).toBe(2);
    expect(byteSize('uint2', 5)).toBe(2);
    expect(byteSize('float64', 3)).toBe(24);
    expect(byteSize('string', 3)).toBe(0);
  });
});
