import { describe, expect, it } from 'vitest';
import { chance } from '../../../src/verify/numbers/beta.ts';
import { evenOdds, jointlyFalse, lowerBound, upperBound } from '../../../src/verify/numbers/binomial.ts';
import { lastLook, logEvidence, sequenceLower, sequenceUpper } from '../../../src/verify/numbers/mixture.ts';
import { normal, quantile } from '../../../src/verify/numbers/normal.ts';
import { clopperPearsonLower, clopperPearsonUpper } from '../../../src/certify/statistics/clopper-pearson.ts';
import { confidenceLower, confidenceUpper } from '../../../src/certify/statistics/confidence-sequence.ts';
import { lastLook as certifiersLook } from '../../../src/certify/statistics/anytime-schedule.ts';
import { diceOf } from '../../support/fuzzed-jobs.ts';

const close = (own: number, other: number) => expect(Math.abs(own / other - 1)).toBeLessThan(2e-10);

describe('the verifier’s own numbers', () => {
  it('are the published ones', () => {
    close(lowerBound(99, 100, 0.001).p, 0.91137311129604237);
    close(lowerBound(990, 1000, 0.001).p, 0.97603618715531137);
    close(lowerBound(50_500, 1e5, 0.001).p, 0.50010895173958791);
    close(lowerBound(99_999, 1e5, 0.001).p, 0.99990766966626543);
    expect(quantile(lowerBound(1e5, 1e5, 0.001))).toBeCloseTo(3.8115, 4);
    close(quantile(chance(0.975)), 1.959963984540054);
    expect(quantile({ p: 1e-30, q: 1 })).toBeCloseTo(-11.46402, 4);
    close(normal(1.5).q, 0.06680720126885807);
    expect(evenOdds(8, 2)).toBeCloseTo((2 * (45 + 10 + 1)) / 1024, 14);
    expect(evenOdds(5, 5)).toBe(1);
  });

  it('agree with the certifier’s, which are computed otherwise', () => {
    const dice = diceOf('numbers');
    for (let i = 0; i < 200; i++) {
      const n = 1 + dice(10 ** (1 + dice(6)));
      const k = [dice(n + 1), n, n - 1, 1][i % 4]!;
      const alpha = [0.3, 0.001, 1e-9, 1e-30][dice(4)]!;
      if (k > 0) close(lowerBound(k, n, alpha).p, clopperPearsonLower(k, n, alpha));
      if (k < n) close(upperBound(k, n, alpha).p, clopperPearsonUpper(k, n, alpha));
      // where the certifier knows nothing yet it says 0 or 1
      const [low, high] = [confidenceLower(k, n, alpha), confidenceUpper(k, n, alpha)];
      if (low > 0) close(sequenceLower(k, n, alpha).p, low);
      if (high < 1) close(sequenceUpper(k, n, alpha).p, high);
      expect(lastLook(n)).toBe(certifiersLook(n));
    }
  });

  it('say how many may be false together, and where that is a matter of a digit', () => {
    expect(jointlyFalse(10_000, 0.001, 0.001)).toEqual({ q: 21, doubtful: false });
    expect(jointlyFalse(1, 0.001, 0.001).doubtful).toBe(true);
    expect(jointlyFalse(500, 0, 0.001).q).toBe(0);
  });

  it('weigh votes without a count of evidence that is not there', () => {
    expect(logEvidence(0, 1, chance(0.5))).toBeCloseTo(0, 12);
    expect(sequenceLower(0, 10, 0.001).p).toBe(0);
  });
});
