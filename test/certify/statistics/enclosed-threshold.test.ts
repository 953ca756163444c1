import { describe, expect, it } from 'vitest';
import { enclosedThreshold } from '../../../src/certify/statistics/enclosed-threshold.ts';
import { gaussianThreshold } from '../../../src/certify/statistics/anytime-threshold.ts';
import { gaussianRadiusUp } from '../../../src/certify/statistics/radii/gaussian.ts';
import { laplaceRadius, laplaceRadiusUp } from '../../../src/certify/statistics/radii/laplace.ts';
import { leadOf } from '../../../src/certify/statistics/radii/lead.ts';
import { uniformRadius, uniformRadiusUp } from '../../../src/certify/statistics/radii/uniform.ts';
import { gaussianRadius } from '../../../src/certify/statistics/radius.ts';
import { nextDown, nextUp } from '../../../src/certify/statistics/rounding.ts';

const GAUSSIAN = {
  alone: (p: number) => gaussianRadius(p, 0.5),
  most: (p: number) => gaussianRadiusUp(p, 0.5),
};
const UNIFORM = {
  alone: (p: number) => uniformRadius(leadOf(p), 16, 1 / 16),
  most: (p: number) => uniformRadiusUp(p, 16, 1 / 16),
};
const LAPLACE = {
  alone: (p: number) => laplaceRadius(leadOf(p), 0.25),
  most: (p: number) => laplaceRadiusUp(p, 0.25),
};

describe.each([
  ['Gaussian', GAUSSIAN, 4],
  ['uniform', UNIFORM, 0.499],
  ['Laplace', LAPLACE, 8],
])('the threshold of %s noise', (_, proof, largest) => {
  it('proves the radius at its upper end, and at no more than its lower end is more than it', () => {
    for (let i = 1; i <= 200; i++) {
      const radius = (largest * i) / 200;
      const { low, high } = enclosedThreshold(radius, proof);
      expect(low).toBeLessThanOrEqual(high);
      expect(proof.alone(high)).toBeGreaterThanOrEqual(radius);
      expect(proof.alone(nextDown(high))).toBeLessThan(radius);
      expect(proof.most(low)).toBeLessThanOrEqual(radius);
      expect(high - low).toBeLessThan(1e-14);
    }
  });

  it('is out of reach where no double proves it', () => {
    expect(enclosedThreshold(1000, proof).high).toBe(1);
    expect(enclosedThreshold(Infinity, proof).high).toBe(1);
  });
});

describe('enclosedThreshold', () => {
  it('agrees with the threshold that is known in closed form', () => {
    for (const radius of [0.01, 0.5, 1, 2]) {
      const known = gaussianThreshold(radius, 0.5);
      const found = enclosedThreshold(radius, GAUSSIAN);
      expect(found.high).toBeCloseTo(known.high, 14);
      expect(found.low).toBeCloseTo(known.low, 14);
    }
  });

  it('goes below one half where the most that can be true is beyond the radius there', () => {
    const rough = { alone: GAUSSIAN.alone, most: (p: number) => GAUSSIAN.most(p + 1e-6) };
    const { low } = enclosedThreshold(1e-9, rough);
    expect(low).toBeLessThan(0.5);
    expect(rough.most(low)).toBeLessThanOrEqual(1e-9);
    expect(rough.most(nextUp(low))).toBeGreaterThan(1e-9);
  });

  it('says for how little nothing larger than the radius can be true, also where no double proves it', () => {
    // 2λ(p − ½) is λ at p = 1, and rounded down it is less.
    expect(enclosedThreshold(0.5, UNIFORM)).toMatchObject({ high: 1 });
    const { low } = enclosedThreshold(0.5, UNIFORM);
    expect(low).toBeGreaterThan(1 - 1e-14);
    expect(UNIFORM.most(low)).toBeLessThanOrEqual(0.5);
    expect(enclosedThreshold(0.6, UNIFORM)).toEqual({ low: 1, high: 1 });
  });

  it('does not rely on the last digits: a proof that falls back there still holds at the end that it gives', () => {
    const uneven = {
      alone: (p: number) => (p > 0.75 && Math.floor(p * 2 ** 53) % 3 !== 0 ? 1 : p > 0.76 ? 1 : 0),
      most: (p: number) => (p > 0.75 ? 2 : 1),
    };
    const { low, high } = enclosedThreshold(1, uneven);
    expect(uneven.alone(high)).toBe(1);
    expect(low).toBe(0.75);
  });

  it('takes a radius that is proved at once and one that never is', () => {
    expect(enclosedThreshold(1, { alone: () => 2, most: () => 3 })).toEqual({ low: 0, high: nextUp(0) });
    expect(enclosedThreshold(1, { alone: () => null, most: () => 0 })).toEqual({ low: 1, high: 1 });
  });
});
