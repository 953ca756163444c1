import { describe, expect, it } from 'vitest';
import { clipSteps, gridSteps, gridValue, placeOnGrid } from '../../../src/certify/statistics/grid.ts';

const PIXELS = { step: 1 / 255, low: 0, high: 1 };
const HALVES = { step: 0.5, low: -1, high: 2 };

describe('the grid', () => {
  it('counts its steps and the steps beyond its ends', () => {
    expect(gridSteps(PIXELS)).toBe(255);
    expect(gridSteps(HALVES)).toBe(6);
    expect(clipSteps(PIXELS, 0.25)).toBe(383);
    expect(clipSteps(HALVES, 0.001)).toBe(1);
  });

  it('has float32 values', () => {
    expect(gridValue(PIXELS, 17)).toBe(Math.fround(17 / 255));
    expect(gridValue(HALVES, -3)).toBe(-2.5);
  });
});

describe('placeOnGrid', () => {
  it('finds every value of the grid at distance 0', () => {
    const values = Float32Array.from({ length: 256 }, (_, i) => i / 255);
    const { places, distance } = placeOnGrid(PIXELS, values);
    expect([...places]).toEqual(Array.from({ length: 256 }, (_, i) => i));
    expect(distance).toBe(0);
  });

  it('takes the nearest value, within the ends', () => {
    const { places } = placeOnGrid(HALVES, Float32Array.of(-7, -1.1, -0.3, 0.2, 0.3, 1.9, 9));
    expect([...places]).toEqual([0, 0, 1, 2, 3, 6, 6]);
  });

  it('states the L2 distance, rounded up', () => {
    const { distance } = placeOnGrid(HALVES, Float32Array.of(0.25 - 2 ** -10, -4, 0));
    const exact = Math.hypot(0.25 - 2 ** -10, 3);
    expect(distance).toBeGreaterThanOrEqual(exact);
    expect(distance).toBeLessThan(exact * (1 + 1e-12));
    const one = placeOnGrid(HALVES, Float32Array.of(2 ** -20)).distance;
    expect(one).toBeGreaterThanOrEqual(2 ** -20);
    expect(one).toBeLessThan(2 ** -20 * (1 + 1e-9));
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d', (x) => {
    expect(() => placeOnGrid(PIXELS, Float32Array.of(0, x))).toThrow(`coordinate 1 is ${x}`);
  });
});
