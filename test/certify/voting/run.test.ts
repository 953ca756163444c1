import { expect, it } from 'vitest';
import { lastLook } from '../../../src/certify/statistics/anytime-schedule.ts';
import { guaranteeOf, passesOf, roundsOf } from '../../../src/certify/voting/run.ts';

const FIXED = { task: 'certify', n0: 100, n: 1000, alpha: 0.001 } as const;
const capped = (max_n: number) => ({ task: 'certify', max_n, alpha: 0.001 }) as const;

it('takes the draws of both stages, or those up to the last look before the cap', () => {
  expect(passesOf(FIXED)).toBe(1100);
  expect(passesOf(capped(1000))).toBe(lastLook(1000));
  expect(passesOf(capped(303))).toBe(302);
});

it('has rounds of four times as many draws each, up to the last look; none for a fixed number', () => {
  expect(roundsOf(FIXED)).toBe(null);
  expect(roundsOf(capped(100))).toEqual([100]);
  expect(roundsOf(capped(256))).toEqual([256]);
  expect(roundsOf(capped(10_000))).toEqual([256, 1024, 4096, lastLook(10_000)]);
});

it('guarantees 1 − alpha a sample, and never certainty', () => {
  expect(guaranteeOf(FIXED)).toEqual({
    kind: 'probabilistic',
    confidence: 0.999,
    per: 'sample',
    arithmetic: 'float32',
  });
  expect(guaranteeOf({ ...FIXED, alpha: 1e-100 }).confidence).toBe(1 - 2 ** -53);
});
