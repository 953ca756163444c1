import { expect, it } from 'vitest';
import {
  alternating,
  caught,
  GRID,
  stepped,
  type AnytimeMethod,
  type KnownClassifier,
} from '../certify/voting/adversary.ts';
import { isTooMuch } from '../certify/statistics/ballot.ts';

const METHOD = {
  name: 'smoothing',
  task: 'certify',
  noise: 'gaussian',
  sigma: 0.25,
  norm: 'l2',
  max_n: 300,
  alpha: 0.05,
  grid: GRID,
} as const;
const RUNS = 20_000;
const STEP = stepped(METHOD.sigma, 7);
/** Beyond what is true by a part in a thousand million, so that "above" is false. */
const BEYOND = { target: { radius: STEP.truth * (1 + 1e-9) } };
const TWO_SIDED = { alpha_rival: METHOD.alpha / 4 };

const LONG = [40, 100, 250, 1000];
const SHORT = [40, 100];

/**
 * Looked at after every batch, in turns, extended until it suits; every false certificate that was ever stated counts. Where
 * a look takes long the last cap is a smaller one.
 */
it.each<[string, Partial<AnytimeMethod>, KnownClassifier, readonly number[]]>([
  ['a decision at a radius just beyond the true one', BEYOND, STEP, LONG],
  ['the running radius', {}, STEP, [40, 100, 250]],
  ['the running radius of two classes as likely', {}, alternating(2), [40, 100, 250]],
  ['the running radius of three classes as likely', {}, alternating(3), SHORT],
  ['two-sided', TWO_SIDED, STEP, SHORT],
  ['two-sided, of three classes as likely', TWO_SIDED, alternating(3), SHORT],
])(
  '%s: 20,000 runs are false no more often than α allows',
  async (name, fields, known, caps) => {
    const found = await caught({ ...METHOD, ...fields }, known, caps, RUNS);
    console.info(
      `${name}: ${found.false} of ${RUNS} false (${found.false / RUNS}; α = ${METHOD.alpha}); with the bound for a fixed n ${found.naive}`,
    );
    expect(isTooMuch(found.false, RUNS, METHOD.alpha)).toBe(false);
  },
  3_600_000,
);
