import { describe, expect, it } from 'vitest';
import { extensionObstacles } from '../../../src/certify/voting/extension.ts';
import type { Voting } from '../../../src/certify/voting/voting.ts';

const METHOD: Voting = { task: 'certify', max_n: 1000, alpha: 0.001 };
const codes = (most: number, method = METHOD, blocks = 64) =>
  extensionObstacles(method, most, blocks).map(({ code, pointer }) => [code, pointer]);

describe('extending', () => {
  it('may move the cap up', () => {
    expect(codes(1001)).toEqual([]);
    expect(codes(5000, { ...METHOD, target: { radius: 0.5 } })).toEqual([]);
  });

  it.each([1000, 999, 1])('refuses %i after 1000', (most) => {
    expect(codes(most)).toEqual([['not_larger', '/max_n']]);
  });

  it.each([1e9, 1e12])('refuses %d, which no request may have', (most) => {
    expect(codes(most)).toEqual([['max_n_too_large', '/max_n']]);
  });

  it('refuses more draws than one key may give', () => {
    expect(codes(1e8, METHOD, 2 ** 26)).toEqual([['max_n_too_large', '/max_n']]);
  });

  it('refuses a fixed number of draws, and says why', () => {
    const { max_n: _, ...rest } = METHOD;
    const fixed = { ...rest, n0: 100, n: 1000 };
    expect(codes(5000, fixed)).toEqual([['not_extendable', undefined]]);
    expect(extensionObstacles(fixed, 5000, 64)[0]!.message).toContain('n = 1000');
  });
});
