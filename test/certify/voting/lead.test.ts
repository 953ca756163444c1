import { expect, it } from 'vitest';
import { smoothingClaim } from '../../../src/certify/certifiers/smoothing/claim.ts';
import { leadRadii } from '../../../src/certify/voting/lead.ts';

/** Gaussian noise in L2. */
const claim = (sigma: number, allowance = 0, distance = 0) =>
  smoothingClaim({
    name: 'smoothing',
    noise: 'gaussian',
    sigma,
    norm: 'l2',
    task: 'certify',
    n0: 1,
    n: 1,
    alpha: 0.001,
    grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
  })({ allowance, distance });

it('is half of σ(Φ⁻¹(lower) − Φ⁻¹(rival))', () => {
  // Φ⁻¹(0.9) = 1.2815515655446004, Φ⁻¹(0.02) = −2.0537489106318225.
  const { radius, oneSided } = leadRadii({ lower: 0.9, rival: 0.02 }, claim(0.5));
  expect(radius).toBeCloseTo((0.5 / 2) * (1.2815515655446004 + 2.0537489106318225), 13);
  expect(radius).toBeLessThanOrEqual((0.5 / 2) * (1.2815515655446004 + 2.0537489106318225));
  expect(oneSided).toBeCloseTo(0.5 * 1.2815515655446004, 13);
});

it('is never less than what the class proves alone', () => {
  for (const lower of [0.51, 0.7, 0.99, 0.9999])
    for (const rival of [1 - lower, (1 - lower) / 3]) {
      const { radius, oneSided } = leadRadii({ lower, rival }, claim(0.25));
      expect(radius).toBeGreaterThanOrEqual(oneSided);
      if (rival < 1 - lower) expect(radius).toBeGreaterThan(oneSided);
    }
});

it('certifies below one half where the others are divided', () => {
  const { radius, oneSided } = leadRadii({ lower: 0.4, rival: 0.2 }, claim(1));
  expect(oneSided).toBe(0);
  expect(radius).toBeCloseTo((-0.2533471031357997 + 0.8416212335729143) / 2, 13);
});

it('moves both bounds by the allowance, and the radius by the distance', () => {
  const moved = leadRadii({ lower: 0.9, rival: 0.02 }, claim(0.5, 0.01, 0.125));
  const { radius } = leadRadii({ lower: 0.89, rival: 0.03 }, claim(0.5));
  expect(moved.lower).toBeCloseTo(0.89, 15);
  expect(moved.rival).toBeCloseTo(0.03, 15);
  expect(moved.radius).toBeCloseTo(radius! - 0.125, 12);
});

it('states nothing where the bounds overlap or the distance eats the radius', () => {
  expect(leadRadii({ lower: 0.4, rival: 0.4 }, claim(1)).radius).toBe(null);
  expect(leadRadii({ lower: 0, rival: 1 }, claim(1)).radius).toBe(null);
  expect(leadRadii({ lower: 0.6, rival: 0.4 }, claim(1, 0, 1)).radius).toBe(null);
});
