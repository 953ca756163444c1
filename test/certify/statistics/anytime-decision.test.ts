import { describe, expect, it } from 'vitest';
import { decideAt, drawsToDecision } from '../../../src/certify/statistics/anytime-decision.ts';
import { exactly } from '../../../src/certify/statistics/anytime-threshold.ts';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';
import { confidenceLower, confidenceUpper } from '../../../src/certify/statistics/confidence-sequence.ts';
import { Ballot, isTooMuch, refutingCounts, WHOLE } from './ballot.ts';

const RUNS = 20_000;

describe('decideAt', () => {
  it('decides by the side that the votes are on, once E ≥ 1/α', () => {
    const half = exactly(0.5);
    expect(decideAt(half, 11, 11, 1 / 344)).toBe('above');
    expect(decideAt(half, 0, 11, 1 / 344)).toBe('below');
    expect(decideAt(half, 11, 11, 1 / 345)).toBe(null);
    expect(decideAt(half, 0, 11, 1 / 345)).toBe(null);
    expect(decideAt(half, 0, 0, 0.5)).toBe(null);
    expect(decideAt(half, 500, 1000, 0.5)).toBe(null);
  });

  it('holds votes against the far end of an enclosed threshold', () => {
    const wide = { low: 0.4, high: 0.6 };
    expect(decideAt(wide, 55, 100, 0.5)).toBe(null);
    for (const [k, n] of [
      [70, 80],
      [10, 80],
      [45, 80],
    ] as const) {
      expect(decideAt(wide, k, n, 0.01) === 'above').toBe(decideAt(exactly(0.6), k, n, 0.01) === 'above');
      expect(decideAt(wide, k, n, 0.01) === 'below').toBe(decideAt(exactly(0.4), k, n, 0.01) === 'below');
    }
  });

  it('agrees with the bounds of the confidence sequence', () => {
    for (let k = 0; k <= 60; k++) {
      for (const p0 of [0.1, 0.5, 0.8, 0.97]) {
        const decision = decideAt(exactly(p0), k, 60, 0.01);
        expect(decision === 'above').toBe(confidenceLower(k, 60, 0.01) >= p0);
        expect(decision === 'below').toBe(confidenceUpper(k, 60, 0.01) <= p0);
      }
    }
  });

  it('takes the ends 0 and 1', () => {
    expect(decideAt(exactly(1), 1000, 1000, 0.001)).toBe(null);
    expect(decideAt(exactly(1), 999, 1000, 0.001)).toBe('below');
    expect(decideAt(exactly(0), 0, 1000, 0.001)).toBe(null);
    expect(decideAt(exactly(0), 1, 1000, 0.001)).toBe('above');
    expect(decideAt({ low: 0.99, high: 1 }, 1e9, 1e9, 0.001)).toBe(null);
  });

  it('refuses what is not a count', () => {
    expect(() => decideAt(exactly(0.5), 5, 4, 0.1)).toThrow(RangeError);
    expect(() => decideAt(exactly(0.5), -1, 4, 0.1)).toThrow(RangeError);
  });
});

/** The probability that k_n ever reaches `bound` or falls to `floor` within the bounds' length, by following the distribution of k. */
function crossing(p: number, bound: Int32Array, floor?: Int32Array): number {
  const most = bound.length - 1;
  let chance = new Float64Array(most + 2);
  chance[0] = 1;
  let crossed = 0;
  for (let n = 1; n <= most; n++) {
    const next = new Float64Array(most + 2);
    for (let k = 0; k <= n; k++) {
      const here = (1 - p) * chance[k]! + (k > 0 ? p * chance[k - 1]! : 0);
      if (k >= bound[n]! || (floor !== undefined && k <= floor[n]!)) crossed += here;
      else next[k] = here;
    }
    chance = next;
  }
  return crossed;
}

describe.each([
  { p0: 0.5, alpha: 0.05 },
  { p0: 0.8413447460685429, alpha: 0.001 },
  { p0: 0.9772498680518208, alpha: 0.05 },
])('votes that are looked at after every draw: p₀ = $p0, α = $alpha', ({ p0, alpha }) => {
  const MOST = 1500;
  const bound = refutingCounts(p0, alpha, MOST);
  const mirror = refutingCounts(1 - p0, alpha, MOST).map((k, n) => n - k);

  it('refute a true p₀, on either side, with at most the probability α: exactly', () => {
    const share = crossing(p0, bound, mirror);
    expect(share).toBeLessThanOrEqual(alpha);
    expect(share).toBeGreaterThan(alpha / 6);
  });

  it('falsely certify p just below p₀ in no more than α of 20,000 runs, stopped at the worst moment', () => {
    const p = Math.floor(p0 * WHOLE);
    const ballot = new Ballot([p], 11);
    let falseAbove = 0;
    let falseFixed = 0;
    const peeked = peekedCounts(p0, alpha, MOST);
    for (let i = 0; i < RUNS; i++) {
      const votes = ballot.run(i, MOST);
      falseAbove += ever(votes, bound) ? 1 : 0;
      falseFixed += ever(votes, peeked) ? 1 : 0;
    }
    expect(isTooMuch(falseAbove, RUNS, alpha)).toBe(false);
    expect(Math.abs(falseAbove - RUNS * crossing(p / WHOLE, bound))).toBeLessThan(
      4 * Math.sqrt(RUNS * alpha) + 1,
    );
    // A bound for one fixed n is no certificate when its moment is chosen.
    expect(isTooMuch(falseFixed, RUNS, alpha)).toBe(true);
  });
});

/** For a few moments n: the least k whose bound by Clopper and Pearson is above p₀. */
function peekedCounts(p0: number, alpha: number, most: number): Int32Array {
  const least = new Int32Array(most + 1).fill(most + 1);
  for (let n = 30, k = 0; n <= most; n += 30) {
    k = Math.max(k, Math.floor(n * p0));
    while (k <= n && clopperPearsonLower(k, n, alpha) <= p0) k++;
    least[n] = k;
  }
  return least;
}

function ever(votes: Int16Array, bound: Int32Array): boolean {
  let k = 0;
  for (let n = 1; n <= votes.length; n++) {
    if (votes[n - 1] === 0) k++;
    if (k >= bound[n]!) return true;
  }
  return false;
}

describe('a run that is looked at, then extended', () => {
  it('stays within α when only those that did not certify go on', () => {
    const [p0, alpha] = [0.75, 0.05];
    const ballot = new Ballot([0.75 * WHOLE - 1], 12);
    const bound = refutingCounts(p0, alpha, 3000);
    let certified = 0;
    for (let i = 0; i < RUNS / 4; i++) {
      const votes = ballot.run(i, 3000);
      const count = (n: number) => votes.subarray(0, n).reduce((sum, vote) => sum + (vote === 0 ? 1 : 0), 0);
      if ([100, 300, 1000, 2000, 3000].some((n) => count(n) >= bound[n]!)) certified++;
    }
    expect(certified).toBeGreaterThan(0);
    expect(isTooMuch(certified, RUNS / 4, alpha)).toBe(false);
  });

  it('ends where the run without a break ends, and where one ends that is looked at after every draw', () => {
    const ballot = new Ballot([0.9 * WHOLE], 13);
    for (const [run, p0] of [0.5, 0.8, 0.88, 0.92, 0.97].entries()) {
      const votes = ballot.run(run, 4000);
      const everyDraw = end(votes, p0, [0, 0], 4000, () => 1);
      const skipping = (k: number, n: number) => drawsToDecision(exactly(p0), k, n, 0.001);
      expect(end(votes, p0, [0, 0], 4000, skipping)).toEqual(everyDraw);
      const [n, k, decision] = end(votes, p0, [0, 0], 333, skipping);
      expect(decision === null ? end(votes, p0, [n, k], 4000, skipping) : [n, k, decision]).toEqual(
        everyDraw,
      );
    }
  });
});

type End = [n: number, k: number, decision: string | null];

/** Where a run ends that starts with k of n votes and is looked at after so many draws as `wait` says. */
function end(
  votes: Int16Array,
  p0: number,
  [from, counted]: [number, number],
  most: number,
  wait: (k: number, n: number) => number,
): End {
  let [n, k] = [from, counted];
  while (n < most) {
    const look = Math.min(n + wait(k, n), most);
    for (; n < look; n++) k += votes[n] === 0 ? 1 : 0;
    const decision = decideAt(exactly(p0), k, n, 0.001);
    if (decision) return [n, k, decision];
  }
  return [n, k, null];
}

describe('drawsToDecision', () => {
  it('is the least number of votes of one kind that decides', () => {
    expect(drawsToDecision(exactly(0.5), 0, 0, 1 / 344)).toBe(11);
    expect(drawsToDecision(exactly(0.9), 0, 0, 0.001)).toBe(4);
    for (const [k, n, p0] of [
      [20, 30, 0.7],
      [7000, 10_000, 0.6],
      [5900, 10_000, 0.6],
    ] as const) {
      const more = drawsToDecision(exactly(p0), k, n, 0.001);
      const decided = (draws: number) =>
        decideAt(exactly(p0), k + draws, n + draws, 0.001) ?? decideAt(exactly(p0), k, n + draws, 0.001);
      expect(decided(more)).not.toBe(null);
      if (more > 1) expect(decided(more - 1)).toBe(null);
    }
  });

  it('is infinite where no votes are enough', () => {
    expect(drawsToDecision({ low: 0, high: 1 }, 5, 10, 0.001)).toBe(Infinity);
    expect(drawsToDecision(exactly(0.5), 5e8, 1e9, 0.001)).toBe(Infinity);
  });
});
