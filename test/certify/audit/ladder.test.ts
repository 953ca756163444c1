import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ladder } from '../../../src/certify/audit/ladder.ts';
import { survival } from '../../../src/certify/audit/survival.ts';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';

/** How far the probability that a rung stands for is from the proved bound. */
const errorOf = (ladder: Ladder, k: number) =>
  Math.abs(1 - survival(ladder.height(k)!) - clopperPearsonLower(k, ladder.n, ladder.alpha));
const ERROR = 5e-13;

/** Numbers of draws of every size, with a level and a count somewhere between half and all of them. */
const settings = fc
  .record({
    n: fc.oneof(fc.integer({ min: 20, max: 300 }), fc.integer({ min: 300, max: 300_000 })),
    alpha: fc.constantFrom(0.49, 0.1, 0.001, 1e-6, 1e-100),
    share: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1)),
  })
  .map(({ n, alpha, share }) => ({ ladder: new Ladder(n, alpha), share }));

const chanceOf = (q: number) => ({ p: 1 - q, q });

describe('a ladder', () => {
  it('has the radii that certificates have', () => {
    fc.assert(
      fc.property(settings, ({ ladder, share }) => {
        const { n, alpha, first } = ladder;
        expect(first <= n || clopperPearsonLower(n, n, alpha) <= 0.5).toBe(true);
        if (first > n) return;
        const k = first + Math.floor(share * (n - first));
        expect(errorOf(ladder, k)).toBeLessThan(ERROR);
      }),
      { numRuns: 300 },
    );
  });

  it('begins with the first count whose bound is above one half', () => {
    fc.assert(
      fc.property(settings, ({ ladder: { n, alpha, first } }) => {
        if (first <= n) expect(clopperPearsonLower(first, n, alpha)).toBeGreaterThan(0.5);
        expect(clopperPearsonLower(first - 1, n, alpha)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  it('finds the count of each of its own radii, and tells the next count from it', () => {
    fc.assert(
      fc.property(settings, ({ ladder, share }) => {
        const { n, first } = ladder;
        if (first > n) return;
        const k = first + Math.floor(share * (n - first));
        const q = survival(ladder.height(k)!);
        expect(ladder.leastCount(chanceOf(Math.min(0.5, q * (1 + 1e-9))))).toBe(k);
        expect(ladder.leastCount(chanceOf(q * (1 - 1e-9)))).toBe(k + 1);
      }),
      { numRuns: 300 },
    );
  });

  it('decides by the tail where the expansion cannot tell', () => {
    const ladder = new Ladder(111_111, 2e-9);
    for (let k = 98_000; k < 101_000; k += 100) {
      const q = survival(ladder.height(k)!);
      expect(ladder.leastCount(chanceOf(q * (1 + 1e-10)))).toBe(k);
      expect(ladder.leastCount(chanceOf(q * (1 - 1e-10)))).toBe(k + 1);
    }
  });

  it('has no rung where a count gives no radius', () => {
    const ladder = new Ladder(1000, 0.001);
    expect(ladder.first).toBe(550);
    expect(ladder.height(549)).toBe(null);
    expect(ladder.height(1001)).toBe(null);
    expect(new Ladder(9, 0.001).first).toBe(10);
    expect(new Ladder(9, 0.001).height(9)).toBe(null);
    expect(new Ladder(10, 0.001).height(10)).toBeGreaterThan(0);
  });

  it.each([
    [1e3, 2.4633],
    [1e4, 3.1986],
    [1e5, 3.8115],
  ])('ends at its known top for n = %d', (n, top) => {
    expect(new Ladder(n, 0.001).height(n)).toBeCloseTo(top, 4);
  });

  it('of a hundred million rungs is as exact', () => {
    for (const alpha of [0.499, 0.001]) {
      const ladder = new Ladder(1e8, alpha);
      for (const k of [1e8, 1e8 - 3, 99_990_000, 50_200_000]) {
        expect(errorOf(ladder, k)).toBeLessThan(ERROR);
        expect(ladder.leastCount(chanceOf(survival(ladder.height(k)! - 1e-9)))).toBe(k);
      }
    }
  });
});
