import { describe, expect, it } from 'vitest';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';
import { jointAllowance } from '../../../src/certify/statistics/joint-allowance.ts';
import { populationLower } from '../../../src/certify/statistics/population-lower.ts';
import golden from '../../golden/joint-allowance.json' with { type: 'json' };
import { lowerBoundLaws } from '../../laws/statistic.ts';

const known = golden.population as [k: number, n: number, alpha: number, delta: number, limit: number][];

lowerBoundLaws(
  'populationLower',
  known.map(([k, n, alpha, delta, limit]) => ({
    name: `${k} of ${n} at α = ${alpha}, δ = ${delta}`,
    got: populationLower(k, n, alpha, delta),
    limit,
  })),
  1e-11,
);

describe('populationLower', () => {
  it.each([
    [30, 0.9, 0.05, 0.05],
    [30, 0.5, 0.1, 0.01],
    [80, 0, 0.05, 0.05],
    [80, 0.02, 0.2, 0.1],
    [200, 0.97, 0.001, 0.001],
  ])('is above the truth no oftener than δ: %i samples, θ = %d, α = %d, δ = %d', (n, theta, alpha, delta) => {
    // The worst certifier: certifies all that is true, and of the rest as much as α allows.
    const mass = binomialMasses(n, theta + (1 - theta) * alpha);
    const wrong = mass.reduce(
      (sum, one, k) => (populationLower(k, n, alpha, delta) > theta ? sum + one : sum),
      0,
    );
    expect(wrong).toBeLessThanOrEqual(delta);
    // Without the correction by α it would be: the certificates are not the truth.
    const naive = mass.reduce(
      (sum, one, k) => (clopperPearsonLower(k, n, delta) > theta ? sum + one : sum),
      0,
    );
    expect(naive).toBeGreaterThanOrEqual(wrong);
  });

  it('would be above the truth too often without the correction by α', () => {
    const mass = binomialMasses(80, 0.2);
    const naive = mass.reduce((sum, one, k) => (clopperPearsonLower(k, 80, 0.1) > 0 ? sum + one : sum), 0);
    expect(naive).toBeGreaterThan(0.99);
  });

  it('is larger than what is left when the joint allowance is subtracted and δ is split', () => {
    for (const k of [60, 80, 100]) {
      const split = clopperPearsonLower(k - jointAllowance(100, 0.01, 0.0005), 100, 0.0005);
      expect(populationLower(k, 100, 0.01, 0.001)).toBeGreaterThan(split);
    }
  });

  it('is the bound of the count where no certificate can be false', () => {
    expect(populationLower(90, 100, 0, 0.001)).toBe(clopperPearsonLower(90, 100, 0.001));
  });

  it('grows with the count', () => {
    const bounds = Array.from({ length: 101 }, (_, k) => populationLower(k, 100, 0.01, 0.01));
    expect(bounds.every((bound, k) => k === 0 || bound >= bounds[k - 1]!)).toBe(true);
    expect(bounds[1]).toBe(0);
  });

  it.each([-0.1, 1, NaN])('refuses α = %d', (alpha) => {
    expect(() => populationLower(1, 2, alpha, 0.1)).toThrow(RangeError);
  });
});

/** P(Bin(n, p) = k) for k = 0..n, by convolution. */
function binomialMasses(n: number, p: number): number[] {
  let mass = [1];
  for (let i = 0; i < n; i++) {
    mass = [...mass, 0].map((there, k) => there * (1 - p) + (mass[k - 1] ?? 0) * p);
  }
  return mass;
}
