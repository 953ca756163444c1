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

describe('settling other noises and norms', () => {
  const settled = (fields: object) => settle({ sigma: undefined, n: 1000, ...fields });

  it.each([
    [
      { noise: 'uniform', lambda: 0.5 },
      { noise: 'uniform', lambda: 0.5, norm: 'l1' },
    ],
    [
      { noise: 'laplace', b: 0.25, norm: 'l1' },
      { noise: 'laplace', b: 0.25, norm: 'l1' },
    ],
    [
      { noise: 'gaussian', sigma: 0.25 },
      { noise: 'gaussian', sigma: 0.25, norm: 'l2' },
    ],
    [
      { sigma: 0.25, norm: 'linf' },
      { noise: 'gaussian', sigma: 0.25, norm: 'linf', dimensions: 64 },
    ],
    [
      { sigma: 0.25, norm: 'lp', p: 3 },
      { noise: 'gaussian', sigma: 0.25, norm: 'lp', p: 3, dimensions: 64 },
    ],
    [
      { noise: 'laplace', b: 0.25, task: 'predict' },
      { noise: 'laplace', b: 0.25, norm: 'l1', task: 'predict' },
    ],
  ])('states the parameter of its noise and what the radius depends on: %j', (fields, expected) => {
    const { task = 'certify', ...noise } = expected as { task?: string };
    const grid = { step: 0.0625, low: 0, high: 1, source: 'model' };
    const n0 = task === 'certify' ? 100 : 0;
    expect(settled(fields)).toEqual({
      settled: { name: 'smoothing', ...noise, task, n0, n: 1000, alpha: 0.001, grid },
    });
  });

  it.each([
    ['a missing parameter', { noise: 'uniform' }, [['field_missing', '/lambda']]],
    ['a missing parameter', { noise: 'laplace' }, [['field_missing', '/b']]],
    ['a missing parameter', {}, [['field_missing', '/sigma']]],
    [
      "another noise's parameter alone",
      { noise: 'uniform', sigma: 0.25 },
      [
        ['field_missing', '/lambda'],
        ['other_noise', '/sigma'],
      ],
    ],
    [
      "other noises' parameters beside its own",
      { noise: 'laplace', b: 0.25, sigma: 0.25, lambda: 0.5 },
      [
        ['other_noise', '/sigma'],
        ['other_noise', '/lambda'],
      ],
    ],
    ["another noise's parameter", { sigma: 0.25, b: 0.5 }, [['other_noise', '/b']]],
    ['a norm of another noise', { noise: 'uniform', lambda: 0.5, norm: 'l2' }, [['norm_mismatch', '/norm']]],
    ['a norm of another noise', { noise: 'laplace', b: 0.5, norm: 'linf' }, [['norm_mismatch', '/norm']]],
    ['a norm of another noise', { sigma: 0.5, norm: 'l1' }, [['norm_mismatch', '/norm']]],
    ['lp without p', { sigma: 0.5, norm: 'lp' }, [['field_missing', '/p']]],
    ['p without lp', { sigma: 0.5, p: 3 }, [['p_unused', '/p']]],
    ['p with another norm', { sigma: 0.5, norm: 'linf', p: 3 }, [['p_unused', '/p']]],
    ['p with another noise', { noise: 'laplace', b: 0.5, p: 3 }, [['p_unused', '/p']]],
    [
      'a norm to predict',
      { noise: 'uniform', lambda: 0.5, norm: 'l1', task: 'predict' },
      [['certify_only', '/norm']],
    ],
    [
      'a norm and its p to predict',
      { sigma: 0.5, norm: 'lp', p: 3, task: 'predict' },
      [['certify_only', '/norm']],
    ],
  ])('refuses %s: %j', (_, fields, expected) => {
    const found = obstacles({ sigma: undefined, n: 1000, ...fields });
    expect(found.map(({ code, pointer }) => [code, pointer])).toEqual(expected);
    expect(found.every(({ message }) => message.length > 20)).toBe(true);
  });

  it('says what is wrong with the noise, the norm, the grid, the draws and the task at once', () => {
    const wrong = { sigma: 0.001, lambda: 1, norm: 'l1', p: 3, n: 1, n0: 1, max_n: 3, target: { radius: 9 } };
    expect(obstacles(wrong).map(({ code }) => code)).toEqual([
      'other_noise',
      'norm_mismatch',
      'p_unused',
      'sigma_too_small',
      'n_unused',
      'n0_unused',
    ]);
    const few = { noise: 'uniform', sigma: undefined, lambda: 0.001, max_n: 3 };
    expect(obstacles(few).map(({ code }) => code)).toEqual(['lambda_too_small', 'max_n_too_small']);
    expect(obstacles({ noise: 'uniform', n0: 5, max_n: 1000 }).map(({ code }) => code)).toEqual([
      'field_missing',
      'other_noise',
      'n0_unused',
    ]);
  });

  // The table holds 32,767 steps: ⌊N/2⌋ of uniform noise, 9.25σ and 45.1b of the others.
  it.each([
    [{ noise: 'uniform', lambda: 0.05 }, '/lambda', 'lambda_too_small', 0.0625],
    [{ noise: 'laplace', b: 0.05 }, '/b', 'b_too_small', 0.0625],
    [{ sigma: 0.05 }, '/sigma', 'sigma_too_small', 0.0625],
    [{ noise: 'uniform', lambda: 2500 }, '/lambda', 'lambda_too_large', 32_767 * 0.0625],
    [{ noise: 'laplace', b: 2500 }, '/b', 'b_too_large', 726 * 0.0625],
    [{ sigma: 2500 }, '/sigma', 'sigma_too_large', 3542 * 0.0625],
  ])(
    'refuses a scale that does not fit the grid, and says the one that does: %j',
    (fields, pointer, code, limit) => {
      const field = pointer.slice(1);
      const [found, ...rest] = obstacles({ sigma: undefined, n: 1000, ...fields });
      expect([found!.code, found!.pointer, rest]).toEqual([code, pointer, []]);
      expect(found!.message).toContain(`${field} ${code.endsWith('small') ? 'from' : '='} ${limit}`);
      expect(settled({ ...fields, [field]: limit })).toHaveProperty('settled');
      const beyond = code.endsWith('small') ? limit * 0.999 : limit + 0.0625;
      expect(settled({ ...fields, [field]: beyond })).toHaveProperty('obstacles');
    },
  );

  it.each([0.5, 0.75, 1e300])(
    'refuses the target %d under uniform noise of half of 1, which never can be',
    (radius) => {
      const fields = { sigma: undefined, noise: 'uniform', lambda: 0.5, max_n: 10_000 };
      const [found] = obstacles({ ...fields, target: { radius } });
      expect(found).toMatchObject({ code: 'target_unreachable', pointer: '/target/radius' });
      expect(found!.message).toMatch(/no max_n could$/);
      const largest = Number(/prove ([0-9.]+);/.exec(found!.message)![1]);
      expect(largest).toBeGreaterThan(0.498);
      expect(largest).toBeLessThan(0.5);
      expect(obstacles({ ...fields, target: { radius: largest } })).toEqual([]);
    },
  );

  it.each([
    [{ noise: 'laplace', b: 0.25, target: { radius: 3 } }],
    [{ sigma: 0.25, norm: 'linf', target: { radius: 0.5 } }],
    [{ sigma: 0.25, norm: 'lp', p: 4, target: { radius: 0.9 } }],
  ])('refuses a target beyond the cap with the most and the least: %j', (fields) => {
    const { radius } = fields.target;
    const of = (target: number, cap: number) =>
      obstacles({ sigma: undefined, ...fields, target: { radius: target }, max_n: cap });
    const [found] = of(radius, 1000);
    expect(found).toMatchObject({ code: 'target_unreachable', pointer: '/target/radius' });
    const largest = Number(/prove ([0-9.]+);/.exec(found!.message)![1]);
    expect(of(largest, 1000)).toEqual([]);
    expect(of(largest * 1.0001, 1000)).toHaveLength(1);
    const least = Number(/is (\d+)$/.exec(found!.message)?.[1] ?? NaN);
    if (Number.isNaN(least)) expect(found!.message).toMatch(/no max_n could$/);
    else {
      expect(of(radius, least)).toEqual([]);
      expect(of(radius, least - 1)).toHaveLength(1);
    }
  });

  it.each(['linf', 'lp'])('has an answer to any target in %s', (norm) => {
    for (const radius of [5e-324, 1e-300, 1e300, Number.MAX_VALUE]) {
      const found = obstacles({ norm, ...(norm === 'lp' && { p: 3 }), target: { radius } });
      expect(found.map(({ code }) => code)).toEqual(radius > 1 ? ['target_unreachable'] : []);
    }
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
