import { describe, expect, it } from 'vitest';
import type { SmoothingSettled } from '../../../src/certify/certifiers/smoothing/request.ts';
import type { FixedVoting } from '../../../src/certify/voting/voting.ts';
import { smoothing } from '../../../src/certify/certifiers/smoothing/smoothing.ts';
import { binomialTail } from '../../../src/certify/statistics/binomial-tail.ts';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';
import { noiseReach, noiseThresholds } from '../../../src/certify/statistics/noise-table.ts';
import { gaussianRadius } from '../../../src/certify/statistics/radius.ts';
import { classifying, outcomeOf } from '../../laws/certifier.ts';
import { key } from '../numbers.ts';
import { stepClassifier } from '../synthetic.ts';

/**
 * A classifier whose probability under the noise is known, certified under many keys and at many places of a dataset, all of which have draws of their own. A certificate is false
 * when its radius is larger than the true one. The share of false certificates must be explained by α; that
 * of the naive estimate, which takes the share of the votes for the probability, must not.
 */
const STREAMS = 4000;
const TOGETHER = 10;
const GRID = { step: 0.0625, low: 0, high: 1, source: 'model' } as const;
const PLACE = 4;

/** P(place + J ≤ edge), from the thresholds. */
function probability(sigma: number, edge: number): number {
  const reach = noiseReach(sigma, GRID.step);
  return Number(noiseThresholds(sigma, GRID.step, reach)[reach + edge - PLACE]! >> 11n) / 2 ** 53;
}

/** Whether `count` of STREAMS is too much to be explained by a probability of at most α. */
const isDishonest = (count: number, alpha: number) =>
  count > STREAMS * alpha && binomialTail(count, STREAMS, alpha).log < Math.log(1e-4);

async function simulate(method: SmoothingSettled & FixedVoting & { readonly sigma: number }, edge: number) {
  const truth = gaussianRadius(probability(method.sigma, edge), method.sigma);
  const classifier = stepClassifier(64, (edge + 0.5) * GRID.step);
  const found = { certified: 0, false: 0, naive: 0 };
  for (let i = 0; i < STREAMS / TOGETHER; i++) {
    const session = await smoothing.open(method, classifying(classifier), key(i));
    for (let index = 0; index < TOGETHER; index++) {
      const sample = { index, values: Float32Array.of(PLACE / 16), label: null };
      const { radius, evidence } = await outcomeOf(session, sample);
      if (radius !== null) found.certified++;
      if (radius !== null && radius > truth) found.false++;
      if (gaussianRadius(Number(evidence.count) / method.n, method.sigma) > truth) found.naive++;
    }
  }
  return found;
}

describe.each([
  { alpha: 0.05, n: 60, edge: 8 },
  { alpha: 0.1, n: 100, edge: 6 },
])('at α = $alpha, n = $n', ({ alpha, n, edge }) => {
  const method: SmoothingSettled & FixedVoting & { readonly sigma: number } = {
    name: 'smoothing',
    task: 'certify',
    noise: 'gaussian',
    sigma: 0.25,
    norm: 'l2',
    n0: 11,
    n,
    alpha,
    grid: GRID,
  };

  it('false certificates are no more than α allows, and as many as the bound permits', async () => {
    const p = probability(method.sigma, edge);
    const found = await simulate(method, edge);
    expect(found.certified).toBeGreaterThan(STREAMS / 4);
    expect(isDishonest(found.false, alpha)).toBe(false);
    expect(isDishonest(found.naive, alpha)).toBe(true);

    // The exact share: the selection finds the class nearly always; then k must be so large that its bound is above p.
    const least = Array.from({ length: n + 1 }, (_, k) => k).find(
      (k) => clopperPearsonLower(k, n, alpha) > p,
    )!;
    const share = Math.exp(binomialTail(least, n, p).log);
    expect(share).toBeLessThanOrEqual(alpha);
    expect(share).toBeGreaterThan(alpha / 4);
    expect(Math.abs(found.false - STREAMS * share)).toBeLessThan(4 * Math.sqrt(STREAMS * share));
  });
});
