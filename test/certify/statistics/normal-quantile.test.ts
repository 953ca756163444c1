import { describe, expect, it } from 'vitest';
import {
  normalQuantile,
  normalQuantileDown,
  normalQuantileUp,
} from '../../../src/certify/statistics/normal-quantile.ts';
import golden from '../../golden/bounds.json' with { type: 'json' };
import radii from '../../golden/radii.json' with { type: 'json' };
import { lowerBoundLaws, upperBoundLaws } from '../../laws/statistic.ts';

const rows = golden.quantiles as [p: number, below: number][];

lowerBoundLaws(
  'normalQuantileDown',
  rows
    .map(([p, limit]) => ({ name: `Φ⁻¹(${p})`, got: normalQuantileDown(p), limit }))
    .filter(({ got }) => got > -Infinity),
  2 ** -51,
);

describe('normalQuantile', () => {
  it.each(rows)('at %d is within six units in the last place', (p, below) => {
    expect(Math.abs(normalQuantile(p) - below)).toBeLessThanOrEqual(6 * 2 ** -52 * Math.abs(below));
  });

  it('has infinite ends and an odd symmetry', () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, -0, Infinity]);
    expect(normalQuantile(0.125)).toBe(-normalQuantile(0.875));
  });

  it.each([-0.1, 1.1, NaN])('refuses %d', (p) => {
    expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});

describe('normalQuantileDown', () => {
  it('is finite at 1, 0 at one half, and −∞ where nothing is proved', () => {
    expect(normalQuantileDown(1)).toBeGreaterThan(8.2);
    expect(normalQuantileDown(1)).toBeLessThan(17);
    expect(normalQuantileDown(0.5)).toBe(0);
    expect(normalQuantileDown(1e-300)).toBe(-Infinity);
  });

  it('increases', () => {
    const at = Array.from({ length: 500 }, (_, i) => normalQuantileDown((i + 1) / 501));
    expect(at.every((z, i) => i === 0 || z > at[i - 1]!)).toBe(true);
  });
});

upperBoundLaws(
  'normalQuantileUp',
  (radii.quantiles as [p: number, above: number][]).map(([p, limit]) => ({
    name: `Φ⁻¹(${p})`,
    got: normalQuantileUp(p),
    limit,
  })),
  2 ** -51,
);

describe('normalQuantileUp', () => {
  it('is 0 at one half, infinite at 1, and where nothing is proved what it is further up', () => {
    expect(normalQuantileUp(0.5)).toBe(0);
    expect(normalQuantileUp(1)).toBe(Infinity);
    expect(normalQuantileUp(0)).toBe(normalQuantileUp(2 ** -120));
    expect(normalQuantileUp(2 ** -120)).toBeLessThan(-12);
  });

  it('is not below the lower bound, and near it', () => {
    for (let i = 1; i < 500; i++) {
      const [down, up] = [normalQuantileDown(i / 500), normalQuantileUp(i / 500)];
      expect(up).toBeGreaterThanOrEqual(down);
      expect(up - down).toBeLessThanOrEqual(4 * 2 ** -52 * Math.max(1e-2, Math.abs(up)));
    }
  });
});
