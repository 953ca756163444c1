import { describe, expect, it } from 'vitest';
import { exactly, gaussianThreshold } from '../../../src/certify/statistics/anytime-threshold.ts';
import { gaussianRadius } from '../../../src/certify/statistics/radius.ts';
import { nextDown, nextUp } from '../../../src/certify/statistics/rounding.ts';

describe('gaussianThreshold', () => {
  it.each([
    [0, 1, 0.5],
    [1, 1, 0.8413447460685429],
    [0.5, 0.25, 0.9772498680518208],
    [1.5, 0.5, 0.9986501019683699],
  ])('encloses Φ(%d / %d) tightly', (radius, sigma, expected) => {
    const { low, high } = gaussianThreshold(radius, sigma);
    expect(low).toBeLessThan(expected);
    expect(high).toBeGreaterThan(expected);
    expect(high - low).toBeLessThan(5e-16);
  });

  it('is where the radius is reached: a probability at its upper end certifies, one below its lower end does not', () => {
    for (const radius of [0.01, 0.25, 0.7, 1, 1.9]) {
      const { low, high } = gaussianThreshold(radius, 0.5);
      expect(gaussianRadius(nextUp(high), 0.5)).toBeGreaterThanOrEqual(radius * (1 - 1e-15));
      expect(gaussianRadius(nextDown(low), 0.5)).toBeLessThan(radius);
    }
  });

  it('moves outward by what the noise is inexact, and up by the distance to the grid', () => {
    const plain = gaussianThreshold(1, 0.5);
    const moved = gaussianThreshold(1, 0.5, { allowance: 1e-6 });
    expect(moved.high).toBeGreaterThanOrEqual(plain.high + 1e-6);
    expect(moved.low).toBeLessThanOrEqual(plain.low - 1e-6);
    const far = gaussianThreshold(1, 0.5, { distance: 0.25 });
    const same = gaussianThreshold(1.25, 0.5);
    expect(far.low).toBeLessThanOrEqual(same.low);
    expect(far.high).toBeGreaterThanOrEqual(same.high);
    expect(far.high - far.low).toBeLessThan(1e-15);
  });

  it('is out of reach far out', () => {
    expect(gaussianThreshold(100, 0.5).high).toBe(1);
    expect(gaussianThreshold(4, 0.5).high).toBeLessThan(1);
    expect(gaussianThreshold(1, 0.5, { allowance: 0.5 }).high).toBe(1);
  });
});

it('exactly is no interval', () => {
  expect(exactly(0.25)).toEqual({ low: 0.25, high: 0.25 });
});
