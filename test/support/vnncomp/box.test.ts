import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, floatBox, greatestFloatBelow, isEmpty, leastFloatAbove, outwardBox } from './box.ts';

const LARGEST = (2 - 2 ** -23) * 2 ** 127;
const LEAST = 2 ** -149;
const box = (lower: readonly number[], upper: readonly number[]) => ({
  lower: Float64Array.from(lower),
  upper: Float64Array.from(upper),
});

describe('rounding to float32', () => {
  it.each([
    [0.1, 0.09999999403953552, 0.10000000149011612],
    [-0.1, -0.10000000149011612, -0.09999999403953552],
    [0.5, 0.5, 0.5],
    [0, 0, 0],
    [1 + 2 ** -24, 1, 1 + 2 ** -23],
    [1 - 2 ** -25, 1 - 2 ** -24, 1],
    [1e-300, 0, LEAST],
    [-1e-300, -LEAST, 0],
    [1e300, LARGEST, Infinity],
    [-1e300, -Infinity, -LARGEST],
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ])('%d lies between %d and %d', (x, below, above) => {
    expect(greatestFloatBelow(x) + 0).toBe(below);
    expect(leastFloatAbove(x) + 0).toBe(above);
  });

  it('moves by less than the distance of two neighbours', () => {
    const span = (x: number) => 2 ** (Math.max(Math.floor(Math.log2(Math.abs(x))), -126) - 22);
    fc.assert(
      fc.property(fc.double({ min: -1e38, max: 1e38, noNaN: true }), (x) => {
        const above = leastFloatAbove(x);
        expect(Math.fround(above)).toBe(above);
        expect(above).toBeGreaterThanOrEqual(x);
        if (x !== 0) expect(above - x).toBeLessThan(span(x));
      }),
    );
  });
});

describe('boxes', () => {
  it('hold float32 numbers inwards, and lie in float32 ends outwards', () => {
    const decimal = box([0.1, -0.3], [0.7, -0.1]);
    expect(floatBox(decimal)).toEqual({
      lower: Float32Array.of(0.1, Math.fround(-0.3) + 2 ** -25),
      upper: Float32Array.of(0.7, -0.1),
    });
    expect(outwardBox(decimal)).toEqual({
      lower: Float32Array.of(Math.fround(0.1) - 2 ** -27, -0.3),
      upper: Float32Array.of(Math.fround(0.7) + 2 ** -24, Math.fround(-0.1) + 2 ** -27),
    });
    const point = box([0.1], [0.1]);
    expect(isEmpty(point)).toBe(false);
    expect(isEmpty(floatBox(point))).toBe(true);
    expect(isEmpty(outwardBox(point))).toBe(false);
  });

  it('tell what they hold', () => {
    const unit = box([0, -Infinity], [1, 1]);
    expect(contains(unit, [1, -5])).toBe(true);
    expect(contains(unit, [1 + 2 ** -52, 0])).toBe(false);
    expect(contains(unit, [Number.NaN, 0])).toBe(false);
    expect(() => contains(unit, [1])).toThrow('1 coordinates, the box has 2');
  });
});
