import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src/certify/certifier.ts';
import { splitting } from '../../../../src/certify/certifiers/splitting/splitting.ts';
import { DIGITS } from '../smoothing/problem.ts';

const settle = (fields: object, problem: Problem = DIGITS) =>
  splitting.settle(splitting.request.parse({ name: 'splitting', ...fields }), problem);

const settled = (fields: object, problem?: Problem) => {
  const answer = settle(fields, problem);
  if ('obstacles' in answer) throw new Error(JSON.stringify(answer.obstacles));
  return answer.settled;
};

const refusals = (fields: object, problem?: Problem) => {
  const answer = settle(fields, problem);
  return 'obstacles' in answer
    ? answer.obstacles.map(({ code, pointer, message }) => [code, pointer, message])
    : [];
};

const UNDECLARED = { ...DIGITS, domain: null, grid: null };

describe('settling', () => {
  it('takes the declared grid, speaks of any perturbation, and keeps a stated key', () => {
    const seed = 'ab'.repeat(32);
    expect(settled({ lambda: 0.5, seed })).toEqual({
      name: 'splitting',
      lambda: 0.5,
      perturbations: 'any',
      grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
      seed,
    });
  });

  it('takes the grid of 8-bit data, for thousands of votes too', () => {
    const data = { range: [0, 1], grid: 1 / 255 } as const;
    const method = settled({ lambda: 6 }, { ...UNDECLARED, data });
    expect(method.grid).toEqual({ step: 1 / 255, low: 0, high: 1, source: 'data' });
    expect(splitting.passes(method)).toBe(3060);
  });

  it.each([0.001, 0.5, 0.7, 3, 1e5])(
    'chooses a grid of some hundreds of votes where there is none: λ = %d',
    (lambda) => {
      const data = { range: [-1.3, 2.1], grid: null } as const;
      const method = settled({ lambda }, { ...UNDECLARED, data });
      expect(method.grid.source).toBe('chosen');
      expect(splitting.passes(method)).toBeGreaterThan(150);
      expect(splitting.passes(method)).toBeLessThan(400);
    },
  );

  it('leaves a step of the data that makes very many votes', () => {
    const data = { range: [0, 1], grid: 1 / 65_535 } as const;
    const method = settled({ lambda: 0.5 }, { ...UNDECLARED, data });
    expect([method.grid.source, splitting.passes(method)]).toEqual(['chosen', 256]);
    expect(settled({ lambda: 0.1 }, { ...UNDECLARED, data }).grid.source).toBe('data');
  });

  it('refuses more votes than there may be, and says the largest lambda, which is possible', () => {
    const [[code, pointer, message]] = refusals({ lambda: 1e9 }) as [[string, string, string]];
    expect([code, pointer]).toEqual(['lambda_too_large', '/lambda']);
    expect(message).toContain('at most 1048576 are possible, which is lambda = 32768');
    expect(refusals({ lambda: 32_768 })).toEqual([]);
    expect(refusals({ lambda: 32_768.1 })).toHaveLength(1);
    expect(refusals({ lambda: 1e308 })[0]![2]).toContain('too many');
    expect(refusals({ lambda: 1e308 }, UNDECLARED)).toHaveLength(1);
  });

  it('refuses cuts that are closer than the grid, and what smoothing refuses of a model', () => {
    expect(refusals({ lambda: 0.06 })).toMatchObject([['lambda_too_small', '/lambda', expect.any(String)]]);
    expect(refusals({ lambda: 0.5 }, { ...DIGITS, classes: 1 }).map(([code]) => code)).toEqual(['one_class']);
    expect(refusals({ lambda: 0.06 }, { ...DIGITS, classes: 1, grid: 0.3 }).map(([code]) => code)).toEqual([
      'grid_mismatch',
      'one_class',
      'lambda_too_small',
    ]);
  });

  it('reads no other parameters', () => {
    for (const wrong of [
      {},
      { lambda: 0 },
      { lambda: -1 },
      { lambda: '1' },
      { lambda: Infinity },
      { lambda: 1, perturbations: 'real' },
      { lambda: 1, seed: 'ab' },
      { lambda: 1, n: 100 },
    ])
      expect(splitting.request.safeParse({ name: 'splitting', ...wrong }).success).toBe(false);
  });
});
