import { describe, expect, it } from 'vitest';
import { duelAmong, duelOf } from '../../../src/certify/statistics/anytime-rival.ts';
import { clopperPearsonLower, clopperPearsonUpper } from '../../../src/certify/statistics/clopper-pearson.ts';
import { confidenceLower, confidenceUpper } from '../../../src/certify/statistics/confidence-sequence.ts';
import { Ballot, isTooMuch, WHOLE } from './ballot.ts';

const SHARES = { lower: 0.04, rival: 0.03 };

describe('duelOf', () => {
  it('takes the largest other count, or what the candidate leaves', () => {
    const few = duelOf(1, [200, 450, 250], 1000, SHARES);
    expect(few.lower).toBe(confidenceLower(450, 1000, SHARES.lower));
    expect(few.rival).toBe(confidenceUpper(250, 1000, SHARES.rival));
    const two = duelOf(0, [900, 100], 1000, SHARES);
    expect(two.rival).toBeCloseTo(1 - two.lower, 15);
    expect(two.rival).toBeLessThanOrEqual(confidenceUpper(100, 1000, SHARES.rival));
  });

  it('serves a fixed number of draws with the bounds for one', () => {
    const sides = { lower: clopperPearsonLower, upper: clopperPearsonUpper };
    expect(duelOf(0, [500, 250, 250], 1000, SHARES, sides)).toEqual({
      candidate: 0,
      lower: clopperPearsonLower(500, 1000, SHARES.lower),
      rival: clopperPearsonUpper(250, 1000, SHARES.rival),
    });
  });

  it('is that of a class without votes, too', () => {
    expect(duelOf(2, [5, 5], 10, SHARES)).toMatchObject({ candidate: 2, lower: 0 });
    expect(duelOf(0, [0, 0], 0, SHARES)).toEqual({ candidate: 0, lower: 0, rival: 1 });
  });
});

describe('duelAmong', () => {
  it('selects a class below one half', () => {
    const duel = duelAmong([450, 200, 200, 150], 1000, SHARES)!;
    expect(duel.candidate).toBe(0);
    expect(duel.lower).toBeGreaterThan(duel.rival);
    // p ≥ ⅓ can be true of three classes at most.
    expect(duel.lower).toBeCloseTo(confidenceLower(450, 1000, SHARES.lower / 3), 14);
  });

  it('pays for no other class above one half, and says nothing of equals', () => {
    expect(duelAmong([900, 50, 50], 1000, SHARES)!.lower).toBe(confidenceLower(900, 1000, SHARES.lower));
    expect(duelAmong([340, 330, 330], 1000, SHARES)).toBe(null);
    expect(duelAmong([0, 0, 0], 0, SHARES)).toBe(null);
  });

  it('never uses a factor that is too small where its bound lies', () => {
    for (let k = 1; k <= 100; k++) {
      const votes = [k, ...Array<number>(100 - k).fill(1)];
      const lower = duelAmong(votes, 100, { lower: 0.05, rival: 0.5 })?.lower;
      if (lower === undefined) continue;
      const factor = lower >= 0.5 ? 1 : Math.min(votes.length, Math.ceil(1 / lower));
      expect(lower).toBeLessThanOrEqual(confidenceLower(k, 100, 0.05 / factor));
    }
  });

  it.each([
    ['equals', [0.25, 0.25, 0.25, 0.25]],
    ['two that lead', [0.4, 0.4, 0.1, 0.1]],
    ['one that leads by little', [0.42, 0.38, 0.2]],
    ['one that leads by far', [0.45, 0.1, 0.1]],
  ])('is false at any n in no more runs than the shares allow: %s', (_, parts) => {
    const weights = parts.map((part) => Math.floor(part * WHOLE));
    const ballot = new Ballot(weights, 31);
    const likeliest = weights.indexOf(Math.max(...weights));
    const isFalse = (votes: readonly number[], n: number): boolean => {
      const duel = duelAmong(votes, n, SHARES);
      if (!duel) return false;
      const other = Math.max(...weights.filter((_weight, label) => label !== duel.candidate));
      const [p, rival] = [weights[duel.candidate]! / WHOLE, other / WHOLE];
      return (
        weights[duel.candidate] !== weights[likeliest] || p < duel.lower || rival > duel.rival || p === rival
      );
    };
    let wrong = 0;
    for (let i = 0; i < 1000; i++) {
      const votes = ballot.run(i, 600);
      const counts = weights.map(() => 0);
      let ever = false;
      for (const [index, vote] of votes.entries()) {
        if (vote >= 0) counts[vote]!++;
        if (index % 20 === 19) ever ||= isFalse(counts, index + 1);
      }
      if (ever) wrong++;
    }
    expect(isTooMuch(wrong, 1000, SHARES.lower + 2 * SHARES.rival)).toBe(false);
  });
});
