import { describe, expect, it } from 'vitest';
import { settleMethod } from '../../src/service/method.ts';

const PROBLEM = {
  classes: 10,
  shape: [1, 8, 8],
  domain: [0, 1],
  grid: 0.0625,
  data: { range: [0, 1], grid: 0.0625 },
} as const;

const faultsOf = (method: Record<string, unknown>, problem: typeof PROBLEM | null = PROBLEM) => {
  const settled = settleMethod({ name: 'smoothing', ...method }, problem);
  return Array.isArray(settled) ? settled.map(({ code, pointer }) => [code, pointer]) : settled;
};

describe('settling a method', () => {
  it('fills in every default', () => {
    expect(faultsOf({ sigma: 0.25 })).toMatchObject({
      method: { name: 'smoothing', task: 'certify', sigma: 0.25, n0: 100, n: 100_000, alpha: 0.001 },
      passes: 100_100,
      seed: null,
    });
  });

  it('judges what is right in form beside what is not', () => {
    expect(faultsOf({ sigma: 0, n: 3 })).toEqual([
      ['value_invalid', '/method/sigma'],
      ['n_too_small', '/method/n'],
    ]);
    expect(faultsOf({ n: 3, wrong: 1 })).toEqual([
      ['field_missing', '/method/sigma'],
      ['field_unknown', '/method/wrong'],
      ['n_too_small', '/method/n'],
    ]);
    expect(faultsOf({ sigma: 0.01, n: 3, alpha: 0.7 })).toEqual([
      ['value_invalid', '/method/alpha'],
      ['sigma_too_small', '/method/sigma'],
      ['n_too_small', '/method/n'],
    ]);
  });

  it('says without model and data what needs neither', () => {
    expect(faultsOf({ sigma: 0.25, n: 3 }, null)).toEqual([['n_too_small', '/method/n']]);
    expect(faultsOf({ sigma: 0.25 }, null)).toEqual([]);
  });

  it('names the methods there are', () => {
    expect(settleMethod({ name: 'magic' }, PROBLEM)).toMatchObject([
      { pointer: '/method/name', message: expect.stringContaining('smoothing') as unknown },
    ]);
  });
});
