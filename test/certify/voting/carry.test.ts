import { describe, expect, it } from 'vitest';
import { readCarry, resumeVoting, writeCarry } from '../../../src/certify/voting/carry.ts';
import { smoothingClaim } from '../../../src/certify/certifiers/smoothing/claim.ts';
import type { SmoothingSettled } from '../../../src/certify/certifiers/smoothing/request.ts';

const BEGUN = { votes: [40, 2], n: 43, standing: { candidate: 0, bounds: [0.7, 0.99] as const } };

describe('a carry', () => {
  it('is read back as it was written, with and without a candidate', () => {
    const none = { ...BEGUN, standing: { candidate: null, bounds: [0.5, 1] as const } };
    for (const begun of [BEGUN, none])
      expect(readCarry(JSON.parse(JSON.stringify(writeCarry(begun))) as never, 2, 100)).toEqual(begun);
  });

  it.each([
    ['votes of other classes', { votes: [40, 2, 0] }],
    ['more votes than draws', { n: 41 }],
    ['more draws than there are', { n: 101 }],
    ['a candidate that is no class', { candidate: 2 }],
    ['half a vote', { votes: [40.5, 2] }],
    ['a bound that is no probability', { bounds: [0.7, 1.5] }],
    ['the votes of a fixed number of draws', { selection: [1, 0] }],
  ])('refuses %s', (_, wrong) => {
    expect(() => readCarry({ ...writeCarry(BEGUN), ...wrong }, 2, 100)).toThrow();
  });
});

describe('resuming a row', () => {
  const METHOD: SmoothingSettled = {
    name: 'smoothing',
    task: 'certify',
    noise: 'gaussian',
    sigma: 0.5,
    norm: 'l2',
    max_n: 1000,
    alpha: 0.001,
    grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
  };
  const resume = (method: SmoothingSettled, one: Parameters<typeof resumeVoting>[2]) =>
    resumeVoting(method, smoothingClaim(method), one);
  const row = (fields: object) => ({
    evidence: { votes: [40, 2], n: 43, candidate: 0, noise_allowance: 0, off_grid: 0, ...fields },
  });

  it('goes on from its votes and its bounds', () => {
    expect(resume(METHOD, row({ bounds: [0.7, 0.99] }))).toEqual(writeCarry(BEGUN));
  });

  it('knows what had reached its target, and what had not', () => {
    const target = { ...METHOD, target: { radius: 0.5 } };
    expect(resume(target, row({ votes: [90, 0], n: 90 }))).toBe(null);
    expect(resume(target, row({ votes: [76, 14], n: 90 }))).toMatchObject({
      votes: [76, 14],
      n: 90,
    });
    const width = { ...METHOD, target: { width: 0.1 } };
    expect(resume(width, row({ bounds: [0.8, 0.81] }))).toBe(null);
    expect(resume(width, row({ bounds: [0.7, 0.99] }))).not.toBe(null);
  });

  it('has nothing to do where no look is left', () => {
    const full = row({ votes: [990, 10], n: 1000, bounds: [0.9, 0.99] });
    expect(resume({ ...METHOD, max_n: 1009 }, full)).toBe(null);
    expect(resume({ ...METHOD, max_n: 1010 }, full)).not.toBe(null);
  });

  it('refuses rows of a fixed number of draws', () => {
    const { max_n: _, ...rest } = METHOD;
    expect(() => resume({ ...rest, n0: 1, n: 100 }, row({}))).toThrow('fixed number');
    expect(() => resume(METHOD, { evidence: { count: 3, n: 9 } })).toThrow();
  });
});
