import { describe, expect, it } from 'vitest';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';
import { gaussianRadius } from '../../../src/certify/statistics/radius.ts';
import golden from '../../golden/bounds.json' with { type: 'json' };
import { lowerBoundLaws } from '../../laws/statistic.ts';

const SIGMA = 0.25;
lowerBoundLaws(
  'gaussianRadius',
  (golden.quantiles as [number, number][])
    .filter(([p]) => p > 0.5)
    .map(([p, z]) => ({ name: `at ${p}`, got: gaussianRadius(p, SIGMA), limit: SIGMA * z })),
  2 ** -50,
);

describe('gaussianRadius', () => {
  it.each([0, 0.3, 0.5, NaN])('is 0 at p = %d, where nothing is proved', (p) => {
    expect(gaussianRadius(p, 1)).toBe(0);
  });

  it.each([
    [1000, 2.4633],
    [10_000, 3.1986],
    [100_000, 3.8115],
  ])('is at most the published limit for %i unanimous draws', (n, limit) => {
    const radius = gaussianRadius(clopperPearsonLower(n, n, 0.001), 1);
    expect(radius).toBeCloseTo(limit, 3);
  });

  it.each([
    [1, 40],
    [2, 301],
    [3, 5114],
  ])('reaches %i standard deviations with %i unanimous draws and not with fewer', (radius, n) => {
    expect(gaussianRadius(clopperPearsonLower(n, n, 0.001), 1)).toBeGreaterThanOrEqual(radius);
    expect(gaussianRadius(clopperPearsonLower(n - 1, n - 1, 0.001), 1)).toBeLessThan(radius);
  });
});
