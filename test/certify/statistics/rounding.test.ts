import { describe, expect, it } from 'vitest';
import { addDown, addUp, divideDown, nextDown, nextUp } from '../../../src/certify/statistics/rounding.ts';

describe('nextUp and nextDown', () => {
  it.each([
    [0, Number.MIN_VALUE],
    [-0, Number.MIN_VALUE],
    [1, 1 + 2 ** -52],
    [-1, -1 + 2 ** -53],
    [2 - 2 ** -52, 2],
    [-Number.MIN_VALUE, -0],
    [Number.MAX_VALUE, Infinity],
    [Infinity, Infinity],
    [-Infinity, -Number.MAX_VALUE],
  ])('takes %d up to %d', (x, up) => {
    expect(nextUp(x)).toBe(up);
    expect(nextDown(-x)).toBe(-up);
  });

  it('leaves NaN alone', () => {
    expect(nextUp(NaN)).toBeNaN();
  });
});

describe('addDown', () => {
  it('is exact where the sum is a double', () => {
    expect(addDown(0.5, 0.25)).toBe(0.75);
    expect(addDown(1, 2 ** -52)).toBe(1 + 2 ** -52);
  });

  it('rounds down where it is not', () => {
    expect(addDown(1, 2 ** -53 + 2 ** -60)).toBe(1);
    expect(addDown(1, 2 ** -60)).toBe(1);
    expect(addDown(0.1, 0.2)).toBe(0.3);
  });
});

describe('addUp', () => {
  it('is exact where the sum is a double, and rounds up where it is not', () => {
    expect(addUp(0.5, 0.25)).toBe(0.75);
    expect(addUp(0, 0)).toBe(0);
    expect(addUp(1, 2 ** -60)).toBe(1 + 2 ** -52);
    expect(addUp(1, -(2 ** -60))).toBe(1);
    expect(addUp(0.1, 0.2)).toBe(0.1 + 0.2);
  });
});

describe('divideDown', () => {
  it('is exact where the quotient is a double', () => {
    expect(divideDown(3, 4)).toBe(0.75);
    expect(divideDown(0, 7)).toBe(0);
  });

  it.each([
    [1, 3],
    [2, 3],
    [5, 7],
    [0.1, 3],
    [9.7, 11],
  ])('never answers more than %d / %d', (a, n) => {
    const scaled = (x: number) => BigInt(x * 2 ** 60);
    expect(scaled(divideDown(a, n)) * BigInt(n) <= scaled(a)).toBe(true);
    expect(scaled(nextUp(divideDown(a, n))) * BigInt(n) > scaled(a)).toBe(true);
  });
});
