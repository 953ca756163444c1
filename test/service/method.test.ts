import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/service/identity.ts';
import { settleMethod, takesDenoiser } from '../../src/service/method.ts';

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
      ['field_unknown', '/method/wrong'],
      ['field_missing', '/method/sigma'],
      ['n_too_small', '/method/n'],
    ]);
    expect(faultsOf({ sigma: 0.01, n: 3, alpha: 0.7 })).toEqual([
      ['value_invalid', '/method/alpha'],
      ['sigma_too_small', '/method/sigma'],
      ['n_too_small', '/method/n'],
    ]);
  });

  it('says nothing that holds of but one of the values that a wrong one may have been meant to be', () => {
    expect(faultsOf({ noise: 'cauchy', sigma: 0.5, n: 1000 })).toEqual([['value_invalid', '/method/noise']]);
    expect(faultsOf({ noise: 'cauchy', sigma: 0.5, n: 3, max_n: 100 })).toEqual([
      ['value_invalid', '/method/noise'],
      ['n_unused', '/method/n'],
    ]);
  });

  it('settles a denoiser by id and digest, and by its bytes for what a seed depends on', () => {
    const settle = (denoiser: { id: string; digest: string } | null, method: object) => {
      const problem = { ...PROBLEM, ...(denoiser && { denoiser }) };
      const asked = { name: 'smoothing', sigma: 0.25, ...(denoiser && { denoiser: denoiser.id }), ...method };
      const settled = settleMethod(asked, problem);
      if (Array.isArray(settled)) throw new Error(JSON.stringify(settled));
      return settled;
    };
    for (const sampling of [{ n: 1000 }, { max_n: 1000 }]) {
      const [plain, one, renamed, other] = [
        null,
        { id: 'mdl_d', digest: 'sha256:d' },
        { id: 'mdl_x', digest: 'sha256:d' },
        { id: 'mdl_d', digest: 'sha256:e' },
      ].map((denoiser) => settle(denoiser, sampling));
      expect(one!.method['denoiser']).toEqual({ id: 'mdl_d', digest: 'sha256:d' });
      expect(plain!.method).not.toHaveProperty('denoiser');
      const keys = [plain, one, renamed, other].map((settled) => canonicalJson(settled!.keyed));
      expect(keys[2]).toBe(keys[1]);
      expect(new Set(keys).size).toBe(3);
    }
  });

  it('never leaves a denoiser out that is named and not there', () => {
    const unknown = ['denoiser_unknown', '/method/denoiser'];
    expect(faultsOf({ sigma: 0.25, denoiser: 'mdl_d' })).toEqual([unknown]);
    expect(faultsOf({ sigma: 0.25, denoiser: 'mdl_d', n: 3 })).toEqual([
      unknown,
      ['n_too_small', '/method/n'],
    ]);
    // Without model and data nobody has looked for it.
    expect(faultsOf({ sigma: 0.25, denoiser: 'mdl_d', n: 3 }, null)).toEqual([['n_too_small', '/method/n']]);
  });

  it('knows which methods take a denoiser', () => {
    expect(['smoothing', 'interval', 'magic', 7].map(takesDenoiser)).toEqual([true, false, false, false]);
  });

  it('says without model and data what needs neither', () => {
    expect(faultsOf({ sigma: 0.25, n: 3 }, null)).toEqual([['n_too_small', '/method/n']]);
    expect(faultsOf({ sigma: 0.25 }, null)).toEqual([]);
  });

  it('judges the parameters of every method', () => {
    const interval = (method: object, problem: typeof PROBLEM | null = PROBLEM) =>
      faultsOf({ name: 'interval', ...method }, problem);
    expect(interval({ epsilon: 0.1 })).toMatchObject({
      method: { name: 'interval', norm: 'linf', epsilon: 0.1, arithmetic: 'float32', domain: [0, 1] },
      passes: 3,
      unit: 'batch',
      seed: null,
    });
    expect(interval({})).toEqual([['field_missing', '/method/epsilon']]);
    expect(interval({ epsilon: 1, search: { max: 1 } })).toEqual([['field_conflict', '/method']]);
    expect(interval({ epsilon: -1, channels: [1, 2], norm: 'l2' })).toEqual([
      ['value_invalid', '/method/epsilon'],
      ['channels_unused', '/method/channels'],
      ['channels_mismatch', '/method/channels'],
    ]);
    expect(interval({ search: { max: 0, steps: 99, depth: 1 }, norm: 'l7' })).toEqual([
      ['value_invalid', '/method/norm'],
      ['value_invalid', '/method/search/max'],
      ['value_invalid', '/method/search/steps'],
      ['field_unknown', '/method/search/depth'],
    ]);
    expect(interval({ epsilon: [0.1, 'wide'] })).toEqual([['type_wrong', '/method/epsilon/1']]);
    expect(interval({ epsilon: {} })).toEqual([['type_wrong', '/method/epsilon']]);
    expect(interval({ epsilon: 0.1, channels: [1, 2, 3] }, null)).toEqual([]);
    expect(interval({ epsilon: 0.1, channels: [1], norm: 'l1' }, null)).toEqual([
      ['channels_unused', '/method/channels'],
    ]);
  });

  it('refuses a method that the model is not one for with every reason, beside what is wrong with the parameters', () => {
    const reasons = ['a', 'b'].map((node) => ({
      code: 'operator_without_bounds',
      message: `no bounds for ${node}`,
      node,
      operator: 'Einsum',
    }));
    const support = { interval: { supported: false, reasons } };
    const settle = (method: object) => settleMethod({ name: 'interval', ...method }, PROBLEM, support);
    const said = reasons.map((reason) => ({ ...reason, pointer: '/method/name' }));
    expect(settle({ epsilon: 0.1 })).toEqual(said);
    expect(settle({ epsilon: 0.1, channels: [1, 2] })).toMatchObject([
      ...said,
      { code: 'channels_mismatch', pointer: '/method/channels' },
    ]);
    expect(settle({ epsilon: 'x' })).toMatchObject([{ pointer: '/method/epsilon' }, ...said]);
    expect(settleMethod({ name: 'smoothing', sigma: 0.25 }, PROBLEM, support)).toMatchObject({
      passes: 100_100,
    });
  });

  it('names the methods there are', () => {
    expect(settleMethod({ name: 'magic' }, PROBLEM)).toMatchObject([
      { pointer: '/method/name', message: expect.stringContaining('smoothing') as unknown },
    ]);
  });
});
