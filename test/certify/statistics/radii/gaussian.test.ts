import { describe, expect, it } from 'vitest';
import { gaussianLeadRadius, gaussianRadiusUp } from '../../../../src/certify/statistics/radii/gaussian.ts';
import { leadOf } from '../../../../src/certify/statistics/radii/lead.ts';
import { gaussianRadius } from '../../../../src/certify/statistics/radius.ts';
import golden from '../../../golden/radii.json' with { type: 'json' };
import { lowerBoundLaws, upperBoundLaws } from '../../../laws/statistic.ts';

const known = golden.pairs.map(({ lower, rival, scale, gaussian }) => ({
  name: `${lower} against ${rival} at σ = ${scale}`,
  got: gaussianLeadRadius({ lower, rival }, scale),
  limit: gaussian,
}));
// a difference of nearly equal quantiles has fewer digits
const near = known.filter(({ limit }) => limit < 1e-3);
lowerBoundLaws(
  'gaussianLeadRadius',
  known.filter((one) => !near.includes(one)),
  2 ** -46,
);
lowerBoundLaws('gaussianLeadRadius where the two are nearly equal', near, 1e-8);

upperBoundLaws(
  'gaussianRadiusUp',
  golden.one_sided.map(({ lower, b, gaussian_up }) => ({
    name: `${lower} at a scale of ${b}`,
    got: gaussianRadiusUp(lower, b),
    limit: gaussian_up,
  })),
  1e-9,
);

describe('gaussianLeadRadius', () => {
  it('is what one bound proves where the rival has the rest', () => {
    for (const p of [0.51, 0.7, 0.99, 0.99999]) {
      const alone = gaussianRadius(p, 0.5);
      expect(gaussianLeadRadius(leadOf(p), 0.5)).toBeLessThanOrEqual(alone * (1 + 2 ** -50));
      expect(gaussianLeadRadius(leadOf(p), 0.5)).toBeGreaterThan(alone * (1 - 1e-13));
    }
  });

  it('is larger for a smaller rival, and may be for a leader below one half', () => {
    expect(gaussianLeadRadius({ lower: 0.8, rival: 0.05 }, 1)).toBeGreaterThan(gaussianRadius(0.8, 1));
    expect(gaussianLeadRadius({ lower: 0.4, rival: 0.1 }, 1)).toBeGreaterThan(0.5);
  });

  it('is finite for a rival that no draw was given to', () => {
    expect(gaussianLeadRadius({ lower: 0.9, rival: 0 }, 1)).toBeLessThan(15);
    expect(gaussianLeadRadius({ lower: 0.9, rival: 1e-300 }, 1)).toBeGreaterThan(5);
  });
});

describe('gaussianRadiusUp', () => {
  it('is 0 up to one half, and has no end at 1', () => {
    for (const p of [0, 0.3, 0.5]) expect(gaussianRadiusUp(p, 2)).toBe(0);
    expect(gaussianRadiusUp(1, 2)).toBe(Infinity);
  });
});
