import { expect, it } from 'vitest';
import { lowerShare, rivalShare, sharesOf } from '../../../src/certify/voting/shares.ts';
import type { Voting } from '../../../src/certify/voting/voting.ts';

const settled = (fields: Partial<Voting>): Voting => ({
  task: 'certify',
  alpha: 0.001,
  ...fields,
});

it('spends all of alpha on the lower bound where no other is asked for', () => {
  expect(lowerShare(settled({ n0: 1, n: 1 }))).toBe(0.001);
  expect(lowerShare(settled({ max_n: 1 }))).toBe(0.001);
});

it.each([
  [{ n0: 1, n: 1 }, 1],
  [{ max_n: 1 }, 2],
])('spends exactly alpha together with %j: the upper bound %i times', (draws, times) => {
  for (const alpha of [0.001, 0.3, 1e-100]) {
    const rival = rivalShare({ alpha, ...draws });
    const shares = sharesOf(settled({ alpha, ...draws, alpha_rival: rival }));
    expect(shares.rival).toBe(rival);
    expect(shares.lower).toBe(alpha / 2);
    expect(shares.lower + times * shares.rival).toBe(alpha);
  }
});

it('never spends more than alpha, whatever share is settled', () => {
  for (const rival of [1e-5, 3e-4, 1 / 3000])
    expect(lowerShare(settled({ n0: 1, n: 1, alpha_rival: rival }))).toBeLessThan(0.001 - rival);
});
