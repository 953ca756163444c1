import { describe, expect, it } from 'vitest';
import { exactly } from '../../../src/certify/statistics/anytime-threshold.ts';
import { decideAmong, follow, NONE_LEADING } from '../../../src/certify/statistics/anytime-selection.ts';
import { confidenceLower, confidenceUpper } from '../../../src/certify/statistics/confidence-sequence.ts';
import { Ballot, isTooMuch, refutingCounts, WHOLE } from './ballot.ts';

const RUNS = 20_000;
const MOST = 600;

/** Votes for class i are a share of 1/parts[i] of all, rounded down; the rest is for none. */
const shares = (...parts: readonly number[]): number[] => parts.map((part) => Math.floor(part * WHOLE));

describe('follow', () => {
  it('bounds the class that leads, at the plain α', () => {
    const found = follow(NONE_LEADING, [5, 80, 10], 100, 0.001);
    expect(found).toEqual({
      candidate: 1,
      lower: confidenceLower(80, 100, 0.001, 0.5),
      upper: confidenceUpper(80, 100, 0.001),
    });
  });

  it('claims nothing below one half', () => {
    expect(follow(NONE_LEADING, [40, 30, 30], 100, 0.001)).toEqual({
      candidate: null,
      lower: 0.5,
      upper: confidenceUpper(40, 100, 0.001),
    });
    expect(follow(NONE_LEADING, [100, 100, 100], 1000, 0.001)).toEqual({
      candidate: null,
      lower: 0.5,
      upper: 0.5,
    });
    expect(follow(NONE_LEADING, [0, 0], 0, 0.001)).toEqual(NONE_LEADING);
  });

  it('keeps a candidate that was proved, unless another is proved to have more', () => {
    const first = follow(NONE_LEADING, [40, 0], 40, 0.001);
    expect(follow(first, [40, 45], 85, 0.001)).toMatchObject({ candidate: 0, lower: first.lower });
    expect(follow(first, [40, 4000], 4040, 0.001).candidate).toBe(1);
  });
});

describe('decideAmong', () => {
  it('answers for the class that leads, and for all', () => {
    expect(decideAmong(exactly(0.7), [3, 90, 7], 100, 0.001)).toEqual({ decision: 'above', candidate: 1 });
    expect(decideAmong(exactly(0.7), [3, 40, 7], 100, 0.001)).toEqual({ decision: 'below' });
    expect(decideAmong(exactly(0.7), [20, 70, 10], 100, 0.001)).toBe(null);
    expect(decideAmong(exactly(0.7), [0, 0, 0], 100, 0.001)).toEqual({ decision: 'below' });
  });

  it('is for thresholds from one half on', () => {
    expect(() => decideAmong(exactly(0.4), [1, 2], 3, 0.1)).toThrow(RangeError);
    expect(decideAmong({ low: 0.499, high: 0.501 }, [10, 10], 1000, 0.1)).toBe(null);
  });
});

/**
 * Worlds in which nothing may be certified at p₀ = ½: whichever class reaches the bound is a false certificate. α
 * is for all classes together, so many near-equal ones are the danger; the proof says that two halves are the worst.
 */
describe.each([0.05, 0.001])('no false certificate at one half for any class, at α = %d', (alpha) => {
  const bound = refutingCounts(0.5, alpha, MOST);

  it.each([
    ['two halves', shares(0.5, 0.5)],
    ['two just below one half', shares(0.49999, 0.49999)],
    ['two below, and a rest', shares(0.48, 0.48, 0.04)],
    ['a half, and many', shares(0.5, ...Array<number>(10).fill(0.05))],
    ['three thirds', shares(1 / 3, 1 / 3, 1 / 3)],
    ['ten tenths', shares(...Array<number>(10).fill(0.1))],
    ['one below, and draws without a class', shares(0.4999)],
  ])('%s', (_, weights) => {
    const ballot = new Ballot(weights, 21);
    let certified = 0;
    for (let i = 0; i < RUNS; i++) certified += crosses(ballot.run(i, MOST), weights.length, bound) ? 1 : 0;
    expect(isTooMuch(certified, RUNS, alpha)).toBe(false);
    // Two halves use up what they may: the bound is not loose there.
    if (alpha === 0.05 && weights.length === 2) expect(certified).toBeGreaterThan((RUNS * alpha) / 6);
  });
});

/** Whether any class ever has a count that refutes one half: only the class just voted for can newly do so, as the bound grows. */
function crosses(votes: Int16Array, classes: number, bound: Int32Array): boolean {
  const counts = new Int32Array(classes);
  return votes.some((vote, i) => vote >= 0 && ++counts[vote]! >= bound[i + 1]!);
}

describe('every statement about the leader, of either kind, is true at all n together with 1 − α', () => {
  it.each([
    ['one class above', shares(0.7, 0.2, 0.1), 0],
    ['two that compete', shares(0.51, 0.48), 0],
    ['none', shares(0.45, 0.45, 0.1), null],
  ])('%s', (_, weights, winner) => {
    const alpha = 0.05;
    const runs = 600;
    const ballot = new Ballot(weights, 22);
    const p = Math.max(...weights) / WHOLE;
    let wrong = 0;
    for (let i = 0; i < runs; i++) {
      const votes = ballot.run(i, 400);
      const counts = weights.map(() => 0);
      let known = NONE_LEADING;
      for (const [index, vote] of votes.entries()) {
        if (vote >= 0) counts[vote]!++;
        known = follow(known, counts, index + 1, alpha);
      }
      const isTrue = known.candidate === null || (known.candidate === winner && known.lower <= p);
      if (!isTrue || known.upper < Math.min(1, p)) wrong++;
    }
    expect(isTooMuch(wrong, runs, alpha)).toBe(false);
  });
});

/** The step that the proof rests on: crossing is likeliest where probability is moved together. */
describe('moving probability to a class with more makes crossing likelier', () => {
  it('by exact distribution, for three classes and any bound', () => {
    const bound = Int32Array.from({ length: 31 }, (_, n) => Math.max(3, Math.ceil(0.55 * n + 1)));
    let last = 0;
    for (const moved of [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]) {
      const chance = crossingOfThree([0.3 + moved, 0.3 - moved, 0.4], bound);
      expect(chance).toBeGreaterThan(last);
      last = chance;
    }
    expect(crossingOfThree([0.5, 0.5, 0], bound)).toBeGreaterThan(crossingOfThree([0.5, 0.3, 0.2], bound));
  });
});

function crossingOfThree([a, b, c]: readonly [number, number, number], bound: Int32Array): number {
  let open = new Map([['0,0', 1]]);
  let crossed = 0;
  for (let n = 1; n < bound.length; n++) {
    const next = new Map<string, number>();
    for (const [counts, chance] of open) {
      const [i, j] = counts.split(',').map(Number) as [number, number];
      for (const [x, y, p] of [
        [i + 1, j, a],
        [i, j + 1, b],
        [i, j, c],
      ] as const) {
        if (Math.max(x, y, n - x - y) >= bound[n]!) crossed += chance * p;
        else next.set(`${x},${y}`, (next.get(`${x},${y}`) ?? 0) + chance * p);
      }
    }
    open = next;
  }
  return crossed;
}
