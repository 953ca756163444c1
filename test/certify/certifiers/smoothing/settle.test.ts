import { describe, expect, it } from 'vitest';
import { smoothing } from '../../../../src/certify/certifiers/smoothing/smoothing.ts';
import type { Problem } from '../../../../src/certify/certifier.ts';
import { DIGITS } from './problem.ts';

const settle = (fields: object, problem: Problem = DIGITS) =>
  smoothing.settle(smoothing.request.parse({ name: 'smoothing', sigma: 0.25, ...fields }), problem);

const obstacles = (fields: object, problem?: Problem) => {
  const answer = settle(fields, problem);
  return 'obstacles' in answer ? answer.obstacles : [];
};

describe('settling', () => {
  it('fills in every default and states the grid', () => {
    expect(settle({})).toEqual({
      settled: {
        name: 'smoothing',
        noise: 'gaussian',
        sigma: 0.25,
        norm: 'l2',
        task: 'certify',
        n0: 100,
        n: 100_000,
        alpha: 0.001,
        grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
      },
    });
  });

  it('keeps a stated seed, and selects nothing to predict', () => {
    const seed = 'ab'.repeat(32);
    expect(settle({ task: 'predict', seed })).toMatchObject({ settled: { task: 'predict', n0: 0, seed } });
  });

  it('settles a cap or a target to a cap, without a number of draws', () => {
    const grid = { step: 0.0625, low: 0, high: 1, source: 'model' };
    const noise = { noise: 'gaussian', sigma: 0.25, norm: 'l2' };
    const rest = { name: 'smoothing', ...noise, task: 'certify', alpha: 0.001, grid };
    expect(settle({ max_n: 5000 })).toEqual({ settled: { ...rest, max_n: 5000 } });
    const target = { radius: 0.25 };
    expect(settle({ target })).toEqual({ settled: { ...rest, max_n: 100_000, target } });
    expect(settle({ two_sided: false })).toEqual(settle({}));
  });

  it('states the share of alpha for the others: one half, spent once or twice', () => {
    expect(settle({ two_sided: true })).toMatchObject({ settled: { n0: 100, alpha_rival: 0.0005 } });
    expect(settle({ two_sided: true, max_n: 5000 })).toMatchObject({ settled: { alpha_rival: 0.00025 } });
  });

  it.each([
    [{ n: 1000, max_n: 5000 }, [['n_unused', '/n']]],
    [{ n: 1000, target: { radius: 0.25 } }, [['n_unused', '/n']]],
    [{ n0: 100, max_n: 5000 }, [['n0_unused', '/n0']]],
    [{ two_sided: true, target: { radius: 0.25 } }, [['two_sided_target', '/two_sided']]],
    [{ task: 'predict', max_n: 5000 }, [['certify_only', '/max_n']]],
    [
      { task: 'predict', target: { width: 0.1 }, two_sided: true },
      [
        ['certify_only', '/target'],
        ['certify_only', '/two_sided'],
      ],
    ],
    [
      { n: 1, n0: 1, target: { radius: 0.25 }, two_sided: true },
      [
        ['n_unused', '/n'],
        ['n0_unused', '/n0'],
        ['two_sided_target', '/two_sided'],
      ],
    ],
  ])('refuses what does not go together: %j', (fields, expected) => {
    expect(obstacles(fields).map(({ code, pointer }) => [code, pointer])).toEqual(expected);
  });

  it.each([
    [0.001, 9, 10],
    [0.001, 1, 10],
    [0.3, 1, 2],
    [1e-12, 39, 40],
  ])('at alpha = %d refuses n = %i and says that %i could do', (alpha, n, least) => {
    expect(obstacles({ alpha, n })).toMatchObject([{ code: 'n_too_small', pointer: '/n' }]);
    expect(obstacles({ alpha, n })[0]!.message).toMatch(new RegExp(`is ${least}$`));
    expect(obstacles({ alpha, n: least })).toEqual([]);
  });

  it('knows the least n for a prediction', () => {
    expect(obstacles({ task: 'predict', n: 10 })[0]!.message).toMatch(/is 11$/);
    expect(obstacles({ task: 'predict', n: 11 })).toEqual([]);
  });

  it('refuses n0 for a prediction', () => {
    expect(obstacles({ task: 'predict', n0: 10 })).toMatchObject([{ code: 'n0_unused', pointer: '/n0' }]);
  });

  it('refuses a prediction whose noise is not exact enough for so many draws', () => {
    const large = { ...DIGITS, shape: [3, 224, 224], grid: 1 / 255 };
    const found = obstacles({ task: 'predict', n: 100_000_000, alpha: 1e-6 }, large);
    expect(found.map(({ code, pointer }) => [code, pointer])).toEqual([['n_too_large', '/n']]);
  });

  it('refuses more draws than one key may give', () => {
    const huge = { ...DIGITS, shape: [2 ** 26] };
    expect(obstacles({ n: 100_000_000 }, huge)).toMatchObject([{ code: 'n_too_large', pointer: '/n' }]);
  });

  it('says everything that is wrong at once', () => {
    const found = obstacles(
      { sigma: 0.001, n: 3, task: 'predict', n0: 3 },
      { ...DIGITS, classes: 1, grid: 0.3 },
    );
    const codes = found.map(({ code }) => code);
    expect(codes.sort()).toEqual([
      'grid_mismatch',
      'n0_unused',
      'n_too_small',
      'one_class',
      'sigma_too_small',
    ]);
    expect(found.every(({ message }) => message.length > 20)).toBe(true);
  });
});

describe('supports', () => {
  it('takes any classifier of two classes or more', () => {
    expect(smoothing.supports(DIGITS)).toEqual([]);
    expect(smoothing.supports({ ...DIGITS, domain: null, grid: null })).toEqual([]);
  });

  it('gives its reasons', () => {
    expect(smoothing.supports({ ...DIGITS, classes: 1 })).toMatchObject([{ code: 'one_class' }]);
    expect(smoothing.supports({ ...DIGITS, grid: 0.3 })).toMatchObject([{ code: 'grid_mismatch' }]);
  });
});
