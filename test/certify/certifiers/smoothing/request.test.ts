import { describe, expect, it } from 'vitest';
import {
  SMOOTHING_REQUEST,
  SMOOTHING_SETTLED,
} from '../../../../src/certify/certifiers/smoothing/request.ts';

const pointers = (value: unknown) =>
  SMOOTHING_REQUEST.safeParse(value).error?.issues.map(({ path }) => path.join('/')) ?? [];

describe('the request', () => {
  it('has defaults for all but sigma', () => {
    expect(SMOOTHING_REQUEST.parse({ name: 'smoothing', sigma: 0.25 })).toEqual({
      name: 'smoothing',
      task: 'certify',
      sigma: 0.25,
      n: 100_000,
      alpha: 0.001,
    });
  });

  it.each([
    [{ sigma: 0 }, ['sigma']],
    [{ sigma: -1 }, ['sigma']],
    [{ sigma: Infinity }, ['sigma']],
    [{ sigma: '0.25' }, ['sigma']],
    [{}, ['sigma']],
    [{ sigma: 1, alpha: 0 }, ['alpha']],
    [{ sigma: 1, alpha: 0.5 }, ['alpha']],
    [{ sigma: 1, n: 0 }, ['n']],
    [{ sigma: 1, n: 1.5 }, ['n']],
    [{ sigma: 1, n: 1e9 }, ['n']],
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
  it('has nothing optional but the seed', () => {
    expect(
      SMOOTHING_SETTLED.safeParse({ name: 'smoothing', sigma: 0.25 }).error!.issues.map((i) => i.path[0]),
    ).toEqual(['task', 'n0', 'n', 'alpha', 'grid']);
  });
});
