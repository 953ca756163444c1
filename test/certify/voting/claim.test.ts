import { describe, expect, it } from 'vitest';
import { smoothingClaim } from '../../../src/certify/certifiers/smoothing/claim.ts';
import { dyadic } from '../../../src/certify/statistics/dyadic.ts';
import type { Bounds } from '../../../src/certify/statistics/confidence-sequence.ts';
import { normalQuantile, normalQuantileDown } from '../../../src/certify/statistics/normal-quantile.ts';
import { intervalOf } from '../../../src/certify/voting/claim.ts';
import { METHOD } from './aims/method.ts';

const radiusInterval = (bounds: Bounds, sigma: number, { allowance = 0, distance = 0 } = {}) =>
  intervalOf(smoothingClaim({ ...METHOD, sigma })({ allowance, distance }), bounds);

describe('the interval of radii under Gaussian noise', () => {
  it('is that of the quantiles, rounded outward', () => {
    const { low, high } = radiusInterval({ lower: 0.8, upper: 0.9 }, 0.5);
    expect(low).toBeLessThan(0.5 * 0.84162123357291441);
    expect(high).toBeGreaterThan(0.5 * 1.2815515655446004);
    expect(low).toBeCloseTo(0.5 * 0.84162123357291441, 14);
    expect(high).toBeCloseTo(0.5 * 1.2815515655446004, 14);
  });

  it('encloses one radius where the bounds meet', () => {
    for (const p of [0.5000001, 0.51, 0.75, 0.99, 1 - 2 ** -40]) {
      const { low, high } = radiusInterval({ lower: p, upper: p }, 1);
      const near = normalQuantile(p);
      expect(low).toBeLessThan(high);
      expect(Math.abs(low / near - 1)).toBeLessThan(1e-14);
      expect(Math.abs(high / near - 1)).toBeLessThan(1e-14);
    }
  });

  it('rounds the product with σ up, too', () => {
    for (let i = 1; i < 200; i++) {
      const [p, sigma] = [0.5 + i / 512, i / 77];
      const quantile = dyadic(-normalQuantileDown(1 - p));
      const factor = dyadic(sigma);
      const found = dyadic(radiusInterval({ lower: 0.5, upper: p }, sigma).high);
      const shift = BigInt(found.exponent - quantile.exponent - factor.exponent);
      expect(found.mantissa << shift >= quantile.mantissa * factor.mantissa).toBe(true);
    }
  });

  it('is cut off at 0, and open where no vote was against', () => {
    expect(radiusInterval({ lower: 0.2, upper: 0.4 }, 1)).toEqual({ low: 0, high: 0 });
    expect(radiusInterval({ lower: 0, upper: 1 }, 1)).toEqual({ low: 0, high: Infinity });
    expect(radiusInterval({ lower: 0.6, upper: 0.7 }, 1, { distance: 5 })).toEqual({ low: 0, high: 0 });
  });

  it('allows for inexact noise on both sides, and for the distance on both', () => {
    const plain = radiusInterval({ lower: 0.8, upper: 0.9 }, 1);
    const wide = radiusInterval({ lower: 0.8, upper: 0.9 }, 1, { allowance: 0.01 });
    expect(wide.low).toBeCloseTo(normalQuantile(0.79), 12);
    expect(wide.high).toBeCloseTo(normalQuantile(0.91), 12);
    const moved = radiusInterval({ lower: 0.8, upper: 0.9 }, 1, { distance: 0.5 });
    expect(moved.low).toBeCloseTo(plain.low - 0.5, 14);
    expect(moved.high).toBeCloseTo(plain.high - 0.5, 14);
    expect(radiusInterval({ lower: 0.8, upper: 0.9 }, 1, { allowance: 0.1 }).high).toBe(Infinity);
  });
});
