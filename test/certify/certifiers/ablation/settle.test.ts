import { describe, expect, it } from 'vitest';
import { ablation } from '../../../../src/certify/certifiers/ablation/ablation.ts';
import type { Problem } from '../../../../src/certify/certifier.ts';
import { COLOURS, settledFrom } from './problem.ts';

const DIGITS: Problem = {
  classes: 10,
  shape: [2, 8, 8],
  domain: [0, 1],
  grid: 0.0625,
  data: { range: [0, 1], grid: 0.0625 },
};

const obstacles = (fields: object, problem: Problem = DIGITS) => {
  const request = ablation.request.parse({ name: 'ablation', kept: 10, ...fields });
  const answer = ablation.settle(request, problem);
  return 'obstacles' in answer ? answer.obstacles : [];
};
const placed = (fields: object, problem?: Problem) =>
  obstacles(fields, problem).map(({ code, pointer }) => [code, pointer]);

describe('settling', () => {
  it('fills in every default and states the picture', () => {
    expect(settledFrom({ kept: 10 }, DIGITS)).toEqual({
      name: 'ablation',
      kept: 10,
      absent: 'channels',
      pixels: 64,
      layout: 'NCHW',
      task: 'certify',
      n0: 100,
      n: 100_000,
      alpha: 0.001,
    });
    const target = { radius: 3 };
    expect(settledFrom({ kept: 10, target }, DIGITS)).toMatchObject({ max_n: 100_000, target });
  });

  it.each<[string, object, Partial<Problem>, number]>([
    ['a colour image, channels first', {}, { shape: [6, 3, 7] }, 21],
    ['a colour image, channels last', {}, { shape: [3, 7, 6], layout: 'NHWC' }, 21],
    ['a row of values', {}, { shape: [2, 63] }, 63],
    ['an image whose absent pixels are grey', { absent: { value: 0.5 } }, { shape: [3, 8, 8] }, 64],
    ['values that are absent', { absent: { value: 0.5 } }, { shape: [63] }, 63],
  ])('counts the pixels of %s', (_, fields, problem, pixels) => {
    expect(settledFrom({ kept: 3, ...fields }, { ...DIGITS, ...problem })).toMatchObject({ pixels });
  });

  it('refuses to show half of the pixels or more', () => {
    expect(placed({ kept: 31 })).toEqual([]);
    expect(placed({ kept: 32 })).toEqual([['kept_too_large', '/kept']]);
    expect(obstacles({ kept: 64 })[0]!.message).toContain('up to 31');
    expect(placed({ kept: 32, absent: { value: 0 } })).toEqual([['kept_too_large', '/kept']]);
  });

  it.each([
    [[1, 8, 8], 'NCHW'],
    [[3, 8, 8], 'NCHW'],
    [[8, 8, 3], 'NHWC'],
    [[2, 8, 8], 'NHWC' /* eight channels last: fits */],
    [[64], 'NCHW'],
    [[3, 64], 'NCHW'],
    [[2, 4, 8, 8], 'NCHW'],
  ] as const)('says what a model of %j (%s) would have to be like, and what would do', (shape, layout) => {
    const found = obstacles({ kept: 2 }, { ...DIGITS, shape, layout });
    if (layout === 'NHWC' && shape[2] === 8) return expect(found).toEqual([]);
    expect(found).toMatchObject([{ code: 'channel_mismatch', pointer: '/absent' }]);
    expect(found[0]!.message).toContain(`[${shape.join(', ')}]`);
    expect(found[0]!.message).toContain('[2C, H, W]');
    expect(found[0]!.message).toContain('{"value": 0.5}');
    expect(obstacles({ kept: 2, absent: { value: 0.5 } }, { ...DIGITS, shape, layout })).toEqual([]);
  });

  it('takes values of [0, 1] for channels, by the domain or else by the data', () => {
    const data = { range: [-1, 1], grid: null } as const;
    expect(placed({}, { ...DIGITS, domain: null, data })).toEqual([['range_mismatch', '/absent']]);
    expect(placed({}, { ...DIGITS, domain: [0, 255] })).toEqual([['range_mismatch', '/absent']]);
    expect(placed({ absent: { value: -1 } }, { ...DIGITS, domain: null, data })).toEqual([]);
    expect(placed({ absent: { value: 1e39 } })).toEqual([['absent_value_not_finite', '/absent']]);
  });

  it('takes whole radii, and says which lie beside another one', () => {
    expect(placed({ target: { radius: 2 } })).toEqual([]);
    const message = (radius: number) => obstacles({ target: { radius } })[0]!;
    expect(message(2.5)).toEqual({
      code: 'radius_not_whole',
      message: 'the radius 2.5 is no whole number of pixels; 2 and 3 are possible',
      pointer: '/target/radius',
    });
    expect(message(0.5).message).toContain('the least is 1');
  });

  it('refuses what no draws can certify, with what could', () => {
    expect(placed({ n: 9 })).toEqual([['n_too_small', '/n']]);
    expect(placed({ max_n: 5 })).toEqual([['max_n_too_small', '/max_n']]);
    const radius = obstacles({ target: { radius: 60 }, max_n: 1000 });
    expect(radius).toMatchObject([{ code: 'target_unreachable', pointer: '/target/radius' }]);
    expect(radius[0]!.message).toMatch(/unanimous ones prove 3; no max_n could/);
    expect(placed({ target: { radius: 4 }, max_n: 20 })).toEqual([['target_unreachable', '/target/radius']]);
    expect(placed({ target: { width: 0.1 }, max_n: 20 })).toEqual([['target_unreachable', '/target/width']]);
    expect(placed({ kept: 2, n: 100_000_000 }, { ...DIGITS, shape: [2, 2000, 1000] })).toEqual([]);
  });

  it('refuses what smoothing refuses of the draws', () => {
    expect(placed({ n: 100, max_n: 100 })).toEqual([['n_unused', '/n']]);
    expect(placed({ task: 'predict', target: { radius: 1 } })).toEqual([['certify_only', '/target']]);
    expect(placed({ task: 'predict', n: 100 })).toEqual([]);
  });

  it('says everything that is wrong at once', () => {
    const problem = {
      ...DIGITS,
      classes: 1,
      shape: [1, 8, 8],
      domain: null,
      data: { range: [0, 9], grid: 1 },
    } as const;
    expect(placed({ target: { radius: 0.5 }, n: 3 }, problem)).toEqual([
      ['one_class', undefined],
      ['channel_mismatch', '/absent'],
      ['range_mismatch', '/absent'],
      ['radius_not_whole', '/target/radius'],
      ['n_unused', '/n'],
    ]);
  });

  it('judges draws where nothing is known of the model', () => {
    const nothing = { ...DIGITS, shape: [] };
    expect(placed({ kept: 500 }, nothing)).toEqual([]);
    expect(placed({ n: 3, target: { radius: 1.5 } }, nothing)).toEqual([
      ['radius_not_whole', '/target/radius'],
      ['n_unused', '/n'],
    ]);
  });

  it.each([
    { kept: 0 },
    { kept: 1.5 },
    { kept: undefined },
    { absent: 'black' },
    { absent: {} },
    { absent: { value: 'grey' } },
    { absent: { value: 0.5, channel: 1 } },
    { sigma: 0.25 },
    { target: { radius: 0 } },
  ])('refuses the form of %j', (fields) => {
    expect(ablation.request.safeParse({ name: 'ablation', kept: 10, ...fields }).success).toBe(false);
  });
});

describe('supports', () => {
  it('takes any classifier, as absent pixels can have a value', () => {
    for (const shape of [[1, 8, 8], [6, 3, 7], [64], [2, 4, 8, 8], [3]])
      expect(ablation.supports({ ...DIGITS, shape })).toEqual([]);
  });

  it('gives its reasons', () => {
    expect(ablation.supports({ ...DIGITS, classes: 1 })).toMatchObject([{ code: 'one_class' }]);
    expect(ablation.supports({ ...DIGITS, shape: [3, 1, 2] })).toMatchObject([
      { code: 'kept_too_large', message: expect.stringContaining('too small') as unknown },
    ]);
    expect(ablation.supports({ ...DIGITS, shape: [3, 2048, 1025] })).toMatchObject([
      { code: 'too_many_pixels' },
    ]);
  });
});

describe('sampleShape', () => {
  it.each([
    ['channels', [6, 3, 7], 'NCHW', [3, 3, 7]],
    ['channels', [3, 7, 6], 'NHWC', [3, 7, 3]],
    ['channels', [2, 9], 'NCHW', [9]],
    ['channels', [5, 3, 7], 'NCHW', null],
    ['channels', [9], 'NCHW', null],
    [{ value: 0 }, [5, 3, 7], 'NCHW', [5, 3, 7]],
  ] as const)('for %j and a model of %j (%s) is %j', (absent, shape, layout, expected) => {
    const request = ablation.request.parse({ name: 'ablation', kept: 2, absent });
    expect(ablation.sampleShape(request, { shape, layout })).toEqual(expected);
    if (!expected) return;
    const settled = settledFrom({ kept: 2, absent }, { ...COLOURS, shape, layout });
    expect(ablation.sampleShape(settled, { shape, layout })).toEqual(expected);
  });
});
