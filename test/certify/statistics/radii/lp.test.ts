import { describe, expect, it } from 'vitest';
import { lpRadius, lpRadiusUp } from '../../../../src/certify/statistics/radii/lp.ts';
import golden from '../../../golden/radii.json' with { type: 'json' };
import { lowerBoundLaws, upperBoundLaws } from '../../../laws/statistic.ts';

const norms = (golden.norms as [number, number | 'inf', number, number, number][]).map(
  ([radius, p, d, down, up]) => [radius, p === 'inf' ? Infinity : p, d, down, up] as const,
);

lowerBoundLaws(
  'lpRadius',
  norms.map(([radius, p, d, limit]) => ({
    name: `L2 ${radius} as L${p} in ${d} dimensions`,
    got: lpRadius(radius, p, d),
    limit,
  })),
  2 ** -45,
);
upperBoundLaws(
  'lpRadiusUp',
  norms.map(([radius, p, d, , limit]) => ({
    name: `L2 ${radius} as L${p} in ${d} dimensions`,
    got: lpRadiusUp(radius, p, d),
    limit,
  })),
  2 ** -45,
);

describe('lpRadius', () => {
  it.each([1, 1.5, 2])('leaves a radius in p = %d as it is: a single coordinate attains it', (p) => {
    expect(lpRadius(1.7, p, 784)).toBe(1.7);
  });

  it('leaves a radius in one dimension as it is', () => {
    expect(lpRadius(1.7, Infinity, 1)).toBe(1.7);
  });

  it.each([2.5, 4, Infinity])('is attained by equal coordinates in p = %d', (p) => {
    const d = 100;
    const radius = lpRadius(2, p, d);
    const each = p === Infinity ? radius : radius * d ** (-1 / p);
    expect(Math.sqrt(d * each ** 2)).toBeCloseTo(2, 12);
  });

  it('falls with p and never below 0', () => {
    const radii = [1, 2, 2.1, 3, 8, 1e9, Infinity].map((p) => lpRadius(1, p, 3072));
    expect(radii).toEqual([...radii].sort((a, b) => b - a));
    expect([lpRadius(0, Infinity, 9), lpRadiusUp(0, Infinity, 9)]).toEqual([0, 0]);
    expect(lpRadiusUp(Infinity, 3, 9)).toBe(Infinity);
  });

  it.each([
    [0.5, 3],
    [NaN, 3],
    [2, 0],
    [Infinity, 1.5],
  ])('refuses p = %d, d = %d', (p, d) => {
    expect(() => lpRadius(1, p, d)).toThrow(RangeError);
  });
});
