import { describe, expect, it } from 'vitest';
import { extendSmoothing } from '../../../src/certify/voting/extension.ts';
import type { SmoothingSettled } from '../../../src/certify/certifiers/smoothing/request.ts';

const METHOD: SmoothingSettled = {
  name: 'smoothing',
  task: 'certify',
  sigma: 0.25,
  max_n: 1000,
  alpha: 0.001,
  grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
};
const codes = (answer: ReturnType<typeof extendSmoothing>) =>
  'obstacles' in answer ? answer.obstacles.map(({ code, pointer }) => [code, pointer]) : answer;

describe('extending', () => {
  it('moves the cap and nothing else', () => {
    const target = { radius: 0.5 };
    expect(extendSmoothing({ ...METHOD, target }, 5000, [64])).toEqual({
      settled: { ...METHOD, target, max_n: 5000 },
    });
  });

  it.each([1000, 999, 1])('refuses %i after 1000', (most) => {
    expect(codes(extendSmoothing(METHOD, most, [64]))).toEqual([['not_larger', '/max_n']]);
  });

  it.each([1e9, 1e12])('refuses %d, which no request may have', (most) => {
    expect(codes(extendSmoothing(METHOD, most, [64]))).toEqual([['max_n_too_large', '/max_n']]);
  });

  it('refuses more draws than one key may give', () => {
    expect(codes(extendSmoothing(METHOD, 1e8, [2 ** 26]))).toEqual([['max_n_too_large', '/max_n']]);
  });

  it('refuses a fixed number of draws, and says why', () => {
    const { max_n: _, ...rest } = METHOD;
    const answer = extendSmoothing({ ...rest, n0: 100, n: 1000 }, 5000, [64]);
    expect(codes(answer)).toEqual([['not_extendable', undefined]]);
    if ('obstacles' in answer) expect(answer.obstacles[0]!.message).toContain('n = 1000');
  });
});
