import { describe, expect, it } from 'vitest';
import { ablationRadius, ablationThreshold } from '../../../../src/certify/statistics/radii/ablation.ts';
import { leadOf } from '../../../../src/certify/statistics/radii/lead.ts';
import { nextDown, nextUp } from '../../../../src/certify/statistics/rounding.ts';
import golden from '../../../golden/ablations.json' with { type: 'json' };

/** All sets of k of the numbers below d. */
function subsets(d: number, k: number, from = 0): number[][] {
  if (k === 0) return [[]];
  if (from >= d) return [];
  return [...subsets(d, k - 1, from + 1).map((rest) => [from, ...rest]), ...subsets(d, k, from + 1)];
}

describe('ablationRadius', () => {
  const rows = golden.radii as [lower: number, rival: number, d: number, k: number, radius: number][];

  it('is what exact fractions of binomial coefficients give', () => {
    expect(rows.length).toBeGreaterThan(100);
    const got = rows.map(([lower, rival, d, k]) => ablationRadius({ lower, rival }, d, k));
    expect(got).toEqual(rows.map((row) => row[4]));
    expect(new Set(got).size).toBeGreaterThan(30);
  });

  it('is strict at equality', () => {
    expect(ablationRadius({ lower: 0.75, rival: 0.25 }, 8, 2)).toBe(0);
    expect(ablationRadius({ lower: nextUp(0.75), rival: 0.25 }, 8, 2)).toBe(1);
    expect(ablationRadius({ lower: 0.75, rival: nextDown(0.25) }, 8, 2)).toBe(1);
  });

  describe.each([
    [8, 3, 1],
    [16, 3, 2],
    [9, 2, 2],
    [10, 4, 1],
    [64, 1, 20],
  ])('the classifier that %i pixels, %i kept, %i changed harm most', (d, k, changed) => {
    const all = subsets(d, k);
    const seen = all.filter((kept) => kept.some((pixel) => pixel < changed)).length;
    const unseen = all.length - seen;

    // it votes 0 wherever it sees an old pixel, 1 wherever a new one, 0 on `kept` of the sets that see none
    it.each([-1, 0, 1, 2])('is certified for just so many when its votes tell (%i)', (off) => {
      const kept = Math.floor(all.length / 2) + off;
      expect(kept).toBeLessThanOrEqual(unseen);
      const radius = ablationRadius(leadOf((seen + kept) / all.length), d, k);
      const leadsAfter = kept > all.length - kept;
      if (all.length % 2 === 0 && off === 0 && Number.isInteger(Math.log2(all.length)))
        expect(radius).toBe(changed - 1);
      if (off !== 0) expect(radius >= changed).toBe(leadsAfter);
    });
  });

  it.each([
    [10, 0],
    [10, 11],
    [10, 1.5],
    [0, 1],
  ])('refuses d = %d, k = %d', (d, k) => {
    expect(() => ablationRadius(leadOf(0.9), d, k)).toThrow(RangeError);
  });

  it('proves nothing without a lead', () => {
    expect(ablationRadius(leadOf(0.4), 100, 1)).toBe(0);
    expect(ablationRadius({ lower: NaN, rival: 0 }, 100, 1)).toBe(0);
  });
});

describe('ablationThreshold', () => {
  it.each([
    [8, 2, 1],
    [64, 1, 20],
    [64, 5, 3],
    [784, 45, 8],
    [150_528, 100, 40],
  ])('is the least double that proves: %i pixels, %i kept, %i changed', (pixels, kept, changed) => {
    const { low, high } = ablationThreshold(changed, pixels, kept);
    expect(high).toBe(nextUp(low));
    expect(ablationRadius(leadOf(high), pixels, kept)).toBeGreaterThanOrEqual(changed);
    expect(ablationRadius(leadOf(low), pixels, kept)).toBeLessThan(changed);
  });

  it('is exact at equality, which does not prove', () => {
    // One of 8 pixels changed, two kept: 7·6 of 8·7 draws miss it, so that 3/2 − p < 3/4 is asked.
    expect(ablationThreshold(1, 8, 2)).toEqual({ low: 0.75, high: nextUp(0.75) });
  });

  it('is 1 where no probability proves', () => {
    expect(ablationRadius(leadOf(1), 64, 5)).toBe(8);
    expect(ablationThreshold(8, 64, 5).high).toBeLessThan(1);
    for (const changed of [9, 60, 64, 1000]) {
      expect(ablationThreshold(changed, 64, 5)).toEqual({ low: 1, high: 1 });
    }
  });

  it('grows with the pixels that are changed and with those that are seen', () => {
    const highs = [1, 2, 3, 4, 5].map((changed) => ablationThreshold(changed, 784, 45).high);
    expect(highs).toEqual([...highs].sort((a, b) => a - b));
    expect(ablationThreshold(5, 784, 46).high).toBeGreaterThan(highs[4]!);
  });

  it.each([
    [10, 0],
    [10, 11],
    [10, 1.5],
  ])('refuses d = %d, k = %d', (pixels, kept) => {
    expect(() => ablationThreshold(1, pixels, kept)).toThrow(RangeError);
  });
});
