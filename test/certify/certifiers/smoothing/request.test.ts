import { describe, expect, it } from 'vitest';
import {
  SMOOTHING_REQUEST,
  SMOOTHING_SETTLED,
} from '../../../../src/certify/certifiers/smoothing/request.ts';
import { isAnytime, isFixed } from '../../../../src/certify/voting/voting.ts';

const pointers = (value: unknown) =>
  SMOOTHING_REQUEST.safeParse(value).error?.issues.map(({ path }) => path.join('/')) ?? [];

describe('the request', () => {
  it('has defaults for all but the scale of the noise', () => {
    expect(SMOOTHING_REQUEST.parse({ name: 'smoothing', sigma: 0.25 })).toEqual({
      name: 'smoothing',
      noise: 'gaussian',
      task: 'certify',
      sigma: 0.25,
      alpha: 0.001,
    });
  });

  it.each([
    [{ sigma: 0 }, ['sigma']],
    [{ sigma: -1 }, ['sigma']],
    [{ sigma: Infinity }, ['sigma']],
    [{ sigma: '0.25' }, ['sigma']],
    [{ sigma: 1, alpha: 0 }, ['alpha']],
    [{ sigma: 1, alpha: 0.5 }, ['alpha']],
    [{ sigma: 1, n: 0 }, ['n']],
    [{ sigma: 1, n: 1.5 }, ['n']],
    [{ sigma: 1, n: 1e9 }, ['n']],
    [{ sigma: 1, max_n: 0 }, ['max_n']],
    [{ sigma: 1, max_n: 1e9 }, ['max_n']],
    [{ sigma: 1, target: 0.5 }, ['target']],
    [{ sigma: 1, target: {} }, ['target']],
    [{ sigma: 1, target: { radius: 0 } }, ['target/radius']],
    [{ sigma: 1, target: { radius: Infinity } }, ['target/radius']],
    [{ sigma: 1, target: { width: 0 } }, ['target/width']],
    [{ sigma: 1, target: { width: -0.1 } }, ['target/width']],
    [{ sigma: 1, target: { radius: 0.5, width: 0.1 } }, ['target']],
    [{ sigma: 1, target: { depth: 0.5 } }, ['target', 'target']],
    [{ sigma: 1, two_sided: 'yes' }, ['two_sided']],
    [{ sigma: 1, n0: 0 }, ['n0']],
    [{ sigma: 1, n0: 2_000_000 }, ['n0']],
    [{ sigma: 1, task: 'guess' }, ['task']],
    [{ sigma: 1, seed: 'ab' }, ['seed']],
    [{ sigma: 1, seed: 'G'.repeat(64) }, ['seed']],
    [{ sigma: 1, samples: 3 }, ['']],
    [{ sigma: -1, alpha: 2, n: 0, n0: 0 }, ['sigma', 'n0', 'n', 'alpha']],
  ])('refuses %j, naming every field', (fields, expected) => {
    expect(pointers({ name: 'smoothing', ...fields })).toEqual(expected);
  });
});

describe('the settled method', () => {
  const grid = { step: 0.0625, low: 0, high: 1, source: 'model' };
  const settled = { name: 'smoothing', task: 'certify', sigma: 0.25, alpha: 0.001, grid };

  it('states task, alpha and grid', () => {
    const { error } = SMOOTHING_SETTLED.safeParse({ name: 'smoothing', sigma: 0.25 });
    expect(error!.issues.map(({ path }) => path[0])).toEqual(['task', 'alpha', 'grid']);
  });

  it.each([
    [{ n0: 100, n: 1000 }, true],
    [{ max_n: 1000 }, true],
    [{}, false],
    [{ n: 1000 }, false],
    [{ n0: 100, n: 1000, max_n: 1000 }, false],
  ])('has a number of draws or a cap: %j', (draws, right) => {
    expect(SMOOTHING_SETTLED.safeParse({ ...settled, ...draws }).success).toBe(right);
  });

  it('is told apart by its cap', () => {
    const [fixed, anytime] = [{ n0: 100, n: 1000 }, { max_n: 1000 }].map((draws) =>
      SMOOTHING_SETTLED.parse({ ...settled, ...draws }),
    );
    expect([isFixed(fixed!), isAnytime(fixed!), isFixed(anytime!), isAnytime(anytime!)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
