import { describe, expect, it } from 'vitest';
import { normalQuantile, normalQuantileDown } from '../../../src/certify/statistics/normal-quantile.ts';
import golden from '../../golden/bounds.json' with { type: 'json' };
import { lowerBoundLaws } from '../../laws/statistic.ts';

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
