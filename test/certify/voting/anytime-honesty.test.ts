import { describe, expect, it } from 'vitest';
import { isTooMuch } from '../statistics/ballot.ts';
import { alternating, caught, GRID, stepped, type AnytimeMethod, type KnownClassifier } from './adversary.ts';

const METHOD = {
  name: 'smoothing',
  task: 'certify',
  noise: 'gaussian',
  sigma: 0.25,
  norm: 'l2',
  max_n: 300,
  alpha: 0.1,
  grid: GRID,
} as const;
const STEP = stepped(METHOD.sigma, 7);
const TWO = alternating(2);

/** A target a hair beyond what is true: "above" is false. */
const BEYOND = { target: { radius: STEP.truth * (1 + 1e-9) } };
const TWO_SIDED = { alpha_rival: METHOD.alpha / 4 };

/** A thousand runs, and fewer where a look takes long; twenty thousand of each are in test/acceptance. */
describe('looked at after every batch and extended until it suits', () => {
  it.each<[string, Partial<AnytimeMethod>, KnownClassifier, number[], number, number]>([
    ['a decision at a radius just beyond the true one', BEYOND, STEP, [50, 120, 300], 1000, 1],
    ['the running radius', {}, STEP, [50, 120, 300], 1000, 1],
    ['the running radius of two classes as likely', {}, TWO, [50, 120, 300], 1000, 1],
    ['two-sided', TWO_SIDED, STEP, [50, 120], 100, 0],
    ['two-sided, of two classes as likely', TWO_SIDED, TWO, [50, 120], 100, 0],
  ])('%s is false no more often than α allows', async (_, fields, ...rest) => {
    const [known, caps, runs, least] = rest;
    const found = await caught({ ...METHOD, ...fields }, known, caps, runs);
    expect(isTooMuch(found.false, runs, METHOD.alpha)).toBe(false);
    expect(found.false).toBeGreaterThanOrEqual(least);
  });

  it('the bound for a fixed number of draws is false more often', async () => {
    const found = await caught({ ...METHOD, ...BEYOND }, STEP, [50, 120, 300], 500);
    expect(isTooMuch(found.naive, 500, METHOD.alpha)).toBe(true);
  });
});
