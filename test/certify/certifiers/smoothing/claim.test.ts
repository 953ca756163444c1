import { describe, expect, it } from 'vitest';
import { smoothingClaim } from '../../../../src/certify/certifiers/smoothing/claim.ts';
import { DIGITS } from './problem.ts';
import { settledOf } from './worst-case.ts';

const METHODS = [
  { sigma: 0.5 },
  { sigma: 0.5, norm: 'linf' },
  { sigma: 0.5, norm: 'lp', p: 3 },
  { noise: 'uniform', lambda: 0.5 },
  { noise: 'laplace', b: 0.25 },
].map((fields) => settledOf({ ...fields, n: 1000 }, DIGITS));

describe.each(METHODS.map((method) => [`${method.noise} noise in ${method.norm}`, method] as const))(
  'the claim of %s',
  (_, method) => {
    const claimOf = smoothingClaim(method);
    const exact = claimOf({ allowance: 0, distance: 0 });
    const rough = claimOf({ allowance: 1e-6, distance: 0.01 });

    it('is in the norm of the method, and keeps its circumstances', () => {
      expect(rough.norm).toBe(method.norm);
      expect(rough.circumstances).toEqual({ allowance: 1e-6, distance: 0.01 });
    });

    it('proves nothing at one half, more for a larger probability, and less off the grid', () => {
      expect([0, 0.3, 0.5].map((p) => exact.alone(p))).toEqual([null, null, null]);
      const radii = [0.6, 0.7, 0.8, 0.9, 0.99].map((p) => exact.alone(p)!);
      expect(radii).toEqual([...radii].sort((a, b) => a - b));
      for (const p of [0.6, 0.8, 0.99]) expect(rough.alone(p)!).toBeLessThan(exact.alone(p)!);
      expect(rough.alone(0.5 + 2e-6)).toBe(null);
      expect(claimOf({ allowance: 0, distance: 50 }).alone(0.999)).toBe(null);
      expect(claimOf({ allowance: 0, distance: 50 }).among({ lower: 0.999, rival: 1e-9 })).toBe(null);
    });

    it('bounds from above what it proves', () => {
      for (const claim of [exact, rough])
        for (const p of [0.55, 0.7, 0.9, 0.999]) {
          expect(claim.most(p)).toBeGreaterThan(claim.alone(p)!);
          const open = 2 * claim.circumstances.allowance;
          expect(claim.most(p)).toBeLessThan(exact.alone(p + open + 1e-9)! * (1 + 1e-6));
        }
      expect([0, 0.3, 0.5].map((p) => exact.most(p))).toEqual([0, 0, 0]);
    });

    it('proves as much of a class among others as alone, and more where they are divided', () => {
      for (const p of [0.6, 0.9]) {
        expect(exact.among({ lower: p, rival: 1 - p })! / exact.alone(p)!).toBeCloseTo(1, 12);
        expect(exact.among({ lower: p, rival: (1 - p) / 3 })!).toBeGreaterThan(exact.alone(p)!);
      }
      expect(exact.among({ lower: 0.4, rival: 0.2 })!).toBeGreaterThan(0);
      for (const lead of [
        { lower: 0.4, rival: 0.4 },
        { lower: 0, rival: 1 },
      ])
        expect(exact.among(lead)).toBe(null);
    });

    it('knows the probability that a radius asks for: at the upper end it proves it, up to the lower one no more', () => {
      for (const claim of [exact, rough])
        for (let i = 1; i <= 50; i++) {
          const radius = (claim.alone(0.999)! * i) / 50;
          const { low, high } = claim.threshold(radius);
          expect(low).toBeLessThanOrEqual(high);
          expect(claim.alone(Math.min(1, high + 2 ** -52))!).toBeGreaterThanOrEqual(radius * (1 - 1e-14));
          expect(claim.most(low - 2 ** -52)).toBeLessThanOrEqual(radius * (1 + 1e-14));
          expect(high - low).toBeLessThan(2 * claim.circumstances.allowance + 1e-12);
        }
    });

    it('is out of reach far out', () => {
      for (const radius of [1000, 1e300, Number.MAX_VALUE]) expect(exact.threshold(radius).high).toBe(1);
    });
  },
);

it('needs the dimensions of a sample for the largest ball inside another', () => {
  const { dimensions: _, ...rest } = METHODS[1]!;
  expect(() => smoothingClaim(rest)).toThrow('dimensions');
});
