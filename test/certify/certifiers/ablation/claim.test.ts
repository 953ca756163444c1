import { describe, expect, it } from 'vitest';
import { ablationClaim } from '../../../../src/certify/certifiers/ablation/claim.ts';
import { nextDown, nextUp } from '../../../../src/certify/statistics/rounding.ts';
import golden from '../../../golden/ablations.json' with { type: 'json' };

const claimOf = (pixels: number, kept: number) =>
  ablationClaim({ pixels, kept })({ allowance: 0, distance: 0 });

describe('what probabilities prove of whole pixels', () => {
  const rows = golden.radii as [lower: number, rival: number, pixels: number, kept: number, radius: number][];

  it('is what exact fractions of binomial coefficients give', () => {
    const leads = rows.filter(([lower, rival]) => lower > rival);
    expect(leads.length).toBeGreaterThan(100);
    for (const [lower, rival, pixels, kept, radius] of leads)
      expect(claimOf(pixels, kept).among({ lower, rival })).toBe(radius);
    const alone = leads.filter(([lower, rival]) => rival === 1 - lower);
    expect(alone.length).toBeGreaterThan(20);
    for (const [lower, , pixels, kept, radius] of alone) {
      expect(claimOf(pixels, kept).alone(lower)).toBe(radius);
      expect(claimOf(pixels, kept).most(lower)).toBe(radius);
    }
  });

  it('is 0 for a class that leads, and nothing for one that does not', () => {
    const claim = claimOf(21, 2);
    expect([claim.alone(nextUp(0.5)), claim.alone(0.5), claim.alone(0)]).toEqual([0, null, null]);
    expect([claim.among({ lower: 0.3, rival: 0.2 }), claim.among({ lower: 0.3, rival: 0.3 })]).toEqual([
      0,
      null,
    ]);
    expect([claim.most(1), claim.most(0.5), claim.most(0)]).toEqual([5, 0, 0]);
    expect(claim.norm).toBe('l0');
  });

  it.each([
    [21, 2],
    [784, 45],
    [3072, 75],
  ])('changes at the thresholds: %i pixels, %i kept', (pixels, kept) => {
    const claim = claimOf(pixels, kept);
    for (let radius = 1; radius <= claim.most(1); radius++) {
      const { low, high } = claim.threshold(radius);
      expect(claim.alone(high)).toBeGreaterThanOrEqual(radius);
      expect(claim.alone(nextDown(high))).toBe(radius - 1);
      expect(low).toBe(nextDown(high));
    }
    expect(claim.threshold(claim.most(1) + 1).high).toBe(1);
  });
});
