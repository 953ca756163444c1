import { describe, expect, it } from 'vitest';
import { laplaceRadius, laplaceRadiusUp } from '../../../../src/certify/statistics/radii/laplace.ts';
import { leadOf } from '../../../../src/certify/statistics/radii/lead.ts';
import golden from '../../../golden/radii.json' with { type: 'json' };
import { lowerBoundLaws, upperBoundLaws } from '../../../laws/statistic.ts';

const known = golden.pairs.map(({ lower, rival, scale, laplace }) => ({
  name: `${lower} against ${rival} at b = ${scale}`,
  got: laplaceRadius({ lower, rival }, scale),
  limit: laplace,
}));
const near = known.filter(({ limit }) => limit < 1e-3);
lowerBoundLaws(
  'laplaceRadius',
  known.filter((one) => !near.includes(one)),
  2 ** -46,
);
lowerBoundLaws('laplaceRadius where the two are nearly equal', near, 1e-7);
lowerBoundLaws(
  '−b·ln(2(1−p))',
  golden.one_sided.map(({ lower, b, radius }) => ({
    name: `${lower} at b = ${b}`,
    got: laplaceRadius(leadOf(lower), b),
    limit: radius,
  })),
  1e-9,
);

upperBoundLaws(
  'laplaceRadiusUp',
  golden.one_sided.map(({ lower, b, laplace_up }) => ({
    name: `${lower} at a scale of ${b}`,
    got: laplaceRadiusUp(lower, b),
    limit: laplace_up,
  })),
  1e-8,
);

describe('laplaceRadius', () => {
  it('is not below what the literature states, and above it where classes are between the two', () => {
    for (const { lower, rival, scale, teng } of golden.pairs)
      expect(laplaceRadius({ lower, rival }, scale)).toBeGreaterThanOrEqual(teng * (1 - 1e-7));
    const { teng } = golden.pairs.find((one) => one.lower === 0.9 && one.rival === 0.001 && one.scale === 1)!;
    expect(laplaceRadius({ lower: 0.9, rival: 0.001 }, 1)).toBeGreaterThan(1.1 * teng);
  });

  it('is finite for a rival that no draw was given to', () => {
    expect(laplaceRadius({ lower: 0.9, rival: 0 }, 1)).toBeLessThan(400);
  });
});

describe('laplaceRadiusUp', () => {
  it('is 0 up to one half, and has no end at 1', () => {
    for (const p of [0, 0.3, 0.5]) expect(laplaceRadiusUp(p, 2)).toBe(0);
    expect(laplaceRadiusUp(1, 2)).toBe(Infinity);
  });
});
