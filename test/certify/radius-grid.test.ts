import { describe, expect, it } from 'vitest';
import { standardRadii } from '../../src/certify/radius-grid.ts';

describe('standardRadii in L2', () => {
  it.each([
    [[], [0]],
    [[0.1], [0, 0.25]],
    [[0.25], [0, 0.25]],
    [
      [0.2, 0.9],
      [0, 0.25, 0.5, 0.75, 1],
    ],
  ])('for %j are %j', (radii, expected) => {
    expect(standardRadii('l2', radii)).toEqual(expected);
  });

  it.each([10, 10.1, 1e3, 1e30])('cover %d in few steps of the same size', (largest) => {
    const radii = standardRadii('l2', [largest]);
    expect(radii.length).toBeLessThanOrEqual(41);
    expect(radii.at(-1)).toBeGreaterThanOrEqual(largest);
    expect(radii.at(-2)).toBeLessThan(largest);
  });
});

describe('standardRadii elsewhere', () => {
  it('are the radii themselves when there are few', () => {
    expect(standardRadii('linf', [0.1, 0.1, 0.1])).toEqual([0, 0.1]);
    expect(standardRadii('linf', [])).toEqual([0]);
    expect(standardRadii('linf', [0.4, 0.1, 0.2, 0.3])).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    expect(standardRadii('linf', [0.4, 0.1, 0.2, 0.3, 0.15])).toHaveLength(9);
  });

  it.each([0.0317, 0.1, 1, 7, 123])('are round steps up to %d when there are many', (largest) => {
    const many = Array.from({ length: 50 }, (_, i) => (largest * (i + 1)) / 50);
    const radii = standardRadii('linf', many);
    expect(radii.length).toBeGreaterThan(5);
    expect(radii.length).toBeLessThan(13);
    expect(radii.at(-1)).toBeGreaterThanOrEqual(largest);
  });
});

describe.each(['l0', 'patch'] as const)('standardRadii in %s, where pixels are counted', (norm) => {
  it('are the radii themselves when there are few', () => {
    expect(standardRadii(norm, [1, 3, 3, 1])).toEqual([0, 1, 3]);
  });

  it.each([5, 7, 12, 31, 400])('are whole up to %i when there are many', (largest) => {
    const radii = standardRadii(
      norm,
      Array.from({ length: largest }, (_, i) => i + 1),
    );
    expect(radii.every(Number.isInteger)).toBe(true);
    expect(new Set(radii).size).toBe(radii.length);
    expect(radii.length).toBeLessThan(13);
    expect(radii.at(-1)).toBeGreaterThanOrEqual(largest);
  });
});
