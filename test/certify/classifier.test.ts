import { describe, expect, it } from 'vitest';
import { topClass } from '../../src/certify/classifier.ts';

describe('topClass', () => {
  const logits = Float32Array.of(0, 2, 1, /**/ 3, 3, 1, /**/ NaN, 1, 5, /**/ -1, -1, -0.5, /**/ 1, 9, NaN);

  it.each([
    [0, 1],
    [1, null],
    [2, null],
    [3, 2],
    [4, null],
  ])('of row %i is %s', (row, top) => {
    expect(topClass(logits, row, 3)).toBe(top);
  });

  it('does not take a tie below the first place for one', () => {
    expect(topClass(Float32Array.of(1, 1, 2), 0, 3)).toBe(2);
    expect(topClass(Float32Array.of(2, 1, 1), 0, 3)).toBe(0);
  });

  it('knows infinities', () => {
    expect(topClass(Float32Array.of(-Infinity, Infinity), 0, 2)).toBe(1);
    expect(topClass(Float32Array.of(Infinity, Infinity), 0, 2)).toBe(null);
    expect(topClass(Float32Array.of(-Infinity, -Infinity), 0, 2)).toBe(null);
  });
});
