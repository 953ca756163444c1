import { describe, expect, it } from 'vitest';
import { drawsToDecision } from '../../../src/certify/statistics/anytime-decision.ts';
import {
  drawsToWidth,
  expectedDraws,
  largestLower,
  leastUnanimous,
  type Sampling,
} from '../../../src/certify/statistics/anytime-plan.ts';
import { isNarrow, type RadiusInterval } from '../../../src/certify/statistics/anytime-radius.ts';
import { exactly, gaussianThreshold } from '../../../src/certify/statistics/anytime-threshold.ts';
import { narrow, UNKNOWN, type Bounds } from '../../../src/certify/statistics/confidence-sequence.ts';
import { gaussianRadiusUp } from '../../../src/certify/statistics/radii/gaussian.ts';
import { gaussianRadius } from '../../../src/certify/statistics/radius.ts';
import { Ballot, refutingCounts, WHOLE } from './ballot.ts';

const at = (radius: number): number => gaussianThreshold(radius, 1).high;

/** In units of σ. */
const largestRadius = (n: number, sampling?: Sampling): number =>
  gaussianRadius(largestLower(n, 0.001, sampling), 1);
/** What bounds leave open at σ = 0.5. */
const interval = ({ lower, upper }: Bounds): RadiusInterval => ({
  low: gaussianRadius(lower, 0.5),
  high: gaussianRadiusUp(upper, 0.5),
});

describe('leastUnanimous', () => {
  it.each([
    [1, 40],
    [2, 301],
    [3, 5114],
  ])('is the published number for radius %d σ, for a fixed number of draws', (radius, n) => {
    expect(leastUnanimous(at(radius), 0.001, 'fixed')).toBe(n);
  });

  it('is where the first decision can be, for votes looked at all the time', () => {
    for (const radius of [0, 0.5, 1, 2, 3]) {
      const n = leastUnanimous(at(radius), 0.001)!;
      expect(drawsToDecision({ low: 0, high: at(radius) }, 0, 0, 0.001)).toBe(n);
      expect(n).toBeGreaterThanOrEqual(leastUnanimous(at(radius), 0.001, 'fixed')!);
      expect(largestRadius(n)).toBeGreaterThanOrEqual(radius * (1 - 1e-12));
      expect(largestRadius(n - 1)).toBeLessThanOrEqual(radius);
    }
  });

  it('knows what is out of reach', () => {
    expect(leastUnanimous(1, 0.001)).toBe(null);
    expect(leastUnanimous(1 - 2 ** -53, 0.001)).toBe(null);
    expect(leastUnanimous(1 - 2 ** -53, 0.001, 'fixed')).toBe(null);
    expect(leastUnanimous(0, 0.001)).toBe(1);
  });
});

describe('largestLower', () => {
  it.each([
    [1000, 2.4633],
    [10_000, 3.1986],
    [100_000, 3.8115],
  ])('proves the published radius for %d draws counted once', (n, expected) => {
    expect(largestRadius(n, 'fixed')).toBeCloseTo(expected, 4);
  });

  it('is a little less for draws looked at all the time', () => {
    const n = 100_000;
    expect(largestRadius(n)).toBeCloseTo(3.6476, 3);
    expect(largestRadius(3)).toBe(0);
    expect(largestRadius(1000)).toBeGreaterThan(largestRadius(999));
  });
});

/** Mean draws of simulated runs until their first decision. */
function simulated(weight: number, p0: number, alpha: number, runs: number): number {
  const MOST = 60_000;
  const ballot = new Ballot([weight], 41);
  const above = refutingCounts(p0, alpha, MOST);
  const below = refutingCounts(1 - p0, alpha, MOST);
  let draws = 0;
  for (let run = 0; run < runs; run++) {
    const votes = ballot.run(run, MOST);
    let [n, k] = [0, 0];
    do k += votes[n++] === 0 ? 1 : 0;
    while (n < MOST && k < above[n]! && n - k < below[n]!);
    draws += n;
  }
  return draws / runs;
}

describe('expectedDraws', () => {
  it.each([
    [0.6, 0.5],
    [0.9, at(1)],
    [0.8, at(1)],
    [0.99, at(1)],
    [0.999, at(2)],
    [0.999, at(1)],
    [0.5, at(0.5)],
    [0.03, at(1)],
    [0.86, at(1)],
  ])('is near the mean of simulated runs: p = %d against %d', (p, p0) => {
    const weight = Math.round(p * WHOLE);
    const mean = simulated(weight, p0, 0.001, 200);
    expect(Math.abs(expectedDraws(weight / WHOLE, p0, 0.001) / mean - 1)).toBeLessThan(0.1);
  });

  it('has the ends that it must have', () => {
    expect(expectedDraws(0.7, 0.7, 0.001)).toBe(Infinity);
    expect(expectedDraws(1, 0.7, 0.001)).toBe(leastUnanimous(0.7, 0.001));
    expect(expectedDraws(0, 0.7, 0.001)).toBe(drawsToDecision(exactly(0.7), 0, 0, 0.001));
    expect(expectedDraws(0.75, 1, 0.001)).toBe(4);
    expect(expectedDraws(0.25, 0, 0.001)).toBe(4);
    expect(expectedDraws(0.7001, 0.7, 0.001)).toBeGreaterThan(1e8);
  });
});

describe('drawsToWidth', () => {
  it('is near what a run needs', () => {
    const [weight, width] = [0.9 * WHOLE, 0.02];
    const expected = drawsToWidth(0.9, width, 0.001, interval)!;
    const votes = new Ballot([Math.round(weight)], 42).run(0, 4 * expected);
    let known = UNKNOWN;
    let [n, k] = [0, 0];
    while (!isNarrow(interval(known), width)) {
      for (let i = 0; i < 100; i++) k += votes[n++] === 0 ? 1 : 0;
      known = narrow(known, k, n, 0.001);
    }
    expect(Math.abs(n / expected - 1)).toBeLessThan(0.1);
  });

  it('grows as the width shrinks, by its square and a little more', () => {
    const wide = drawsToWidth(0.8, 0.02, 0.001, interval)!;
    const narrower = drawsToWidth(0.8, 0.01, 0.001, interval)!;
    expect(narrower / wide).toBeGreaterThan(4);
    expect(narrower / wide).toBeLessThan(5);
    expect(drawsToWidth(0.8, 1e-7, 0.001, interval)).toBe(null);
    expect(drawsToWidth(1, 0.01, 0.001, interval)).toBe(null);
  });
});
