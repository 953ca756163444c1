import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialTail } from '../../../src/certify/statistics/binomial-tail.ts';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';
import { jointAllowance } from '../../../src/certify/statistics/joint-allowance.ts';
import golden from '../../golden/joint-allowance.json' with { type: 'json' };
import { Ballot, isTooMuch, WHOLE } from './ballot.ts';

const known = golden.quantiles as [n: number, alpha: number, delta: number, q: number][];

describe('jointAllowance', () => {
  it('is the quantile that is known to fifty digits', () => {
    const off = known.filter(([n, alpha, delta, q]) => jointAllowance(n, alpha, delta) !== q);
    expect(known.length).toBeGreaterThan(300);
    expect(off).toEqual([]);
  });

  it('is never too small where the tail is δ itself, to the last bit', () => {
    // P(Bin(n, ½) = n) = 2^−n: at δ = 2^−n the quantile is n − 1, and rounding may make it n, not less.
    for (let n = 2; n < 60; n++) {
      expect(jointAllowance(n, 0.5, 2 ** -n)).toBeGreaterThanOrEqual(n - 1);
      expect(jointAllowance(n, 0.5, 2 ** -n * (1 - 2 ** -52))).toBe(n);
    }
  });

  it('allows no more for a prefix, a smaller α or a larger δ', () => {
    const count = fc.integer({ min: 0, max: 2000 });
    const chance = fc.double({ min: 1e-6, max: 0.49, noNaN: true });
    fc.assert(
      fc.property(count, count, chance, chance, chance, chance, (n, more, alpha, a, delta, d) => {
        const q = jointAllowance(n, alpha, delta);
        expect(jointAllowance(n + more, alpha, delta)).toBeGreaterThanOrEqual(q);
        expect(jointAllowance(n, Math.max(a, alpha), delta)).toBeGreaterThanOrEqual(q);
        expect(jointAllowance(n, alpha, Math.max(d, delta))).toBeLessThanOrEqual(q);
      }),
      { numRuns: 300 },
    );
  });

  it('holds of statements that are false with different probabilities, up to α', () => {
    const alphas = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(alphas, fc.double({ min: 1e-4, max: 0.49, noNaN: true }), (shares, delta) => {
        const q = jointAllowance(shares.length, 0.2, delta);
        expect(
          chanceOfMore(
            shares.map((share) => 0.2 * share),
            q,
          ),
        ).toBeLessThanOrEqual(delta);
      }),
      { numRuns: 200 },
    );
  });

  it('knows the ends', () => {
    expect(jointAllowance(0, 0.1, 0.01)).toBe(0);
    expect(jointAllowance(1000, 0, 0.01)).toBe(0);
    expect(jointAllowance(1000, 1e-100, 1e-50)).toBe(0);
    expect(jointAllowance(1, 0.1, 0.2)).toBe(0);
    expect(jointAllowance(1, 0.2, 0.1)).toBe(1);
    expect(jointAllowance(3, 0.9, 0.4)).toBe(3);
    // The normal approximation: nα + z√(nα(1 − α)) = 99,999 + 3.0902 · 316.07 is within a handful.
    expect(Math.abs(jointAllowance(1e8, 0.001, 0.001) - 100_977)).toBeLessThan(5);
  });

  it.each([
    [-1, 0.1, 0.1],
    [1.5, 0.1, 0.1],
    [NaN, 0.1, 0.1],
    [1e9, 0.1, 0.1],
    [10, -0.1, 0.1],
    [10, 1, 0.1],
    [10, NaN, 0.1],
    [10, 0.1, 0],
    [10, 0.1, 0.5],
    [10, 0.1, NaN],
  ])('refuses n = %d, α = %d, δ = %d', (n, alpha, delta) => {
    expect(() => jointAllowance(n, alpha, delta)).toThrow(RangeError);
  });
});

/** P(more than q of independent events with these probabilities happen), by convolution. */
function chanceOfMore(chances: readonly number[], q: number): number {
  let mass = [1];
  for (const p of chances) {
    mass = [...mass, 0].map((there, k) => there * (1 - p) + (mass[k - 1] ?? 0) * p);
  }
  return mass.slice(q + 1).reduce((sum, one) => sum + one, 0);
}

describe('datasets certified under many keys', () => {
  const KEYS = 2000;
  const SAMPLES = 40;
  const DRAWS = 64;
  /** As many of the draws for a class of probability ½ certify it above ½, falsely. */
  const LEAST = 40;
  const alpha = Math.exp(binomialTail(LEAST, DRAWS, 0.5).log) * (1 + 1e-12);
  const delta = 0.01;

  it('have more false certificates than allowed no oftener than δ, and would oftener if one less were', () => {
    const q = jointAllowance(SAMPLES, alpha, delta);
    expect(clopperPearsonLower(LEAST, DRAWS, alpha)).toBeGreaterThan(0.5);
    expect(clopperPearsonLower(LEAST - 1, DRAWS, alpha)).toBeLessThan(0.5);
    let more = 0;
    let asMany = 0;
    for (let run = 0; run < KEYS; run++) {
      const ballot = new Ballot([WHOLE / 2], run);
      let wrong = 0;
      for (let sample = 0; sample < SAMPLES; sample++) {
        const votes = ballot.run(sample, DRAWS).filter((vote) => vote === 0).length;
        if (votes >= LEAST) wrong++;
      }
      if (wrong > q) more++;
      if (wrong >= q) asMany++;
    }
    expect(isTooMuch(more, KEYS, delta)).toBe(false);
    expect(isTooMuch(asMany, KEYS, delta)).toBe(true);
  });
});
