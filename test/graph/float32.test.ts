import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatDown, floatUp, gamma, TINY, underflow, UNIT } from '../../src/graph/float32.ts';
import { neighbour } from '../laws/operator/floats.ts';

const MOST = 2 ** 128 - 2 ** 104;
const LEAST = 2 ** -149;

describe('floatUp', () => {
  it.each([
    [0, 0],
    [1, 1],
    [0.1, Math.fround(0.1)],
    [1 + 2 ** -40, 1 + 2 ** -23],
    [1 - 2 ** -40, 1],
    [-1 + 2 ** -40, -(1 - 2 ** -24)],
    [-1 - 2 ** -40, -1],
    [2 ** -200, LEAST],
    [1.5 * LEAST, 2 * LEAST],
    [2.5 * LEAST, 3 * LEAST],
    [TINY - LEAST / 4, TINY],
    [MOST, MOST],
    [MOST * (1 + 2 ** -30), Infinity],
    [1e300, Infinity],
    [-1e300, -MOST],
    [-MOST * (1 + 2 ** -30), -MOST],
    [Infinity, Infinity],
    [-Infinity, -Infinity],
  ])('takes %d to %d', (x, up) => {
    expect(floatUp(x)).toBe(up);
    expect(floatDown(-x)).toBe(up === 0 ? -0 : -up);
  });

  it('takes the smallest negative doubles to zero, and no number to no number', () => {
    expect(Math.abs(floatUp(-(2 ** -200)))).toBe(0);
    expect(floatUp(NaN)).toBeNaN();
    expect(floatDown(NaN)).toBeNaN();
  });

  it('is the least float32 that is not below, and floatDown the greatest that is not above', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -MOST, max: MOST }), (x) => {
        const [down, up] = [floatDown(x), floatUp(x)];
        expect([Math.fround(down), Math.fround(up)]).toEqual([down, up]);
        expect(down <= x && x <= up).toBe(true);
        expect(down === up || neighbour(down, 1) === up).toBe(true);
      }),
    );
  });
});

describe('gamma', () => {
  it('is (n + 16)u / (1 − (n + 16)u), rounded up', () => {
    for (const terms of [0, 1, 9, 1000, 100_000]) {
      const n = (terms + 16) * UNIT;
      expect(gamma(terms)).toBeGreaterThan(n / (1 - n));
      expect(gamma(terms)).toBeLessThan((n / (1 - n)) * (1 + 2 ** -30));
    }
  });

  it('is nothing to count on where its square is not small', () => {
    expect(gamma(4_000_000)).toBeLessThan(1 / 3);
    expect(gamma(4_200_000)).toBe(Infinity);
  });
});

it('loses to underflow what vanishes of weights that are folded, times inputs of 2^63', () => {
  expect(underflow(10)).toBeGreaterThan(10 * 2 ** -150 * 2 ** 63);
});
