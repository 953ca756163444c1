import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src/certify/certifier.ts';
import { INTERVAL_REQUEST } from '../../../../src/certify/certifiers/interval/request.ts';
import { settleInterval } from '../../../../src/certify/certifiers/interval/settle.ts';

const IMAGES: Problem = {
  classes: 10,
  shape: [3, 8, 8],
  domain: [0, 1],
  grid: null,
  data: { range: [0, 1], grid: null },
};

const settle = (written: object, changes: Partial<Problem> = {}) =>
  settleInterval(INTERVAL_REQUEST.parse({ name: 'interval', ...written }), { ...IMAGES, ...changes });
const settled = (...args: Parameters<typeof settle>) => {
  const answer = settle(...args);
  if ('settled' in answer) return answer.settled;
  throw new Error(JSON.stringify(answer.obstacles));
};
const obstacles = (...args: Parameters<typeof settle>) => {
  const answer = settle(...args);
  return 'obstacles' in answer ? answer.obstacles.map(({ code, pointer }) => [code, pointer]) : [];
};

describe('settling', () => {
  it('fills in every default', () => {
    expect(settled({ epsilon: 0.1 })).toEqual({
      name: 'interval',
      norm: 'linf',
      epsilon: 0.1,
      arithmetic: 'float32',
      domain: [0, 1],
      reach: 1,
    });
    expect(settled({ search: { max: 0.5 } })).toMatchObject({ search: { max: 0.5, steps: 16 } });
  });

  it('puts a list in order, each size once', () => {
    expect(settled({ epsilon: [0.2, 0.05, 0.2, 0.1] }).epsilon).toEqual([0.05, 0.1, 0.2]);
    expect(settled({ epsilon: [0.2] }).epsilon).toEqual([0.2]);
  });

  it('cuts boxes to the domain, and no other balls', () => {
    expect(settled({ epsilon: 0.1, norm: 'l2' })).toMatchObject({ domain: null });
    expect(settled({ epsilon: 0.1 }, { domain: null })).toMatchObject({ domain: null });
  });

  it('knows how far inputs reach: the data, the largest size, and the domain where it cuts', () => {
    expect(settled({ epsilon: 0.1 }, { domain: [-3, 9] }).reach).toBeCloseTo(1.1, 4);
    expect(settled({ epsilon: 0.1 }, { domain: [-3, 9] }).reach).toBeGreaterThan(1.1);
    expect(settled({ epsilon: [0.1, 7] }, { domain: [-3, 2] }).reach).toBe(3);
    expect(settled({ epsilon: 0.1, norm: 'l1' }).reach).toBeGreaterThan(1.1);
    const channels = { epsilon: 0.1, channels: [1, 50, 2] };
    expect(settled(channels, { domain: null }).reach).toBeGreaterThan(6);
    expect(
      settled({ epsilon: 1 }, { domain: null, data: { range: [-300, 2], grid: null } }).reach,
    ).toBeCloseTo(301, 2);
  });

  it('needs exactly one of a size and a search', () => {
    expect(obstacles({})).toEqual([['field_missing', '/epsilon']]);
    expect(obstacles({ epsilon: 1, search: { max: 1 } })).toEqual([['field_conflict', '']]);
  });

  it('takes a factor for each channel, first in the shape, in linf', () => {
    const channels = [1, 2, 0.5];
    expect(settled({ epsilon: 0.1, channels }).channels).toEqual(channels);
    expect(settled({ epsilon: 0.1, channels }, { shape: [3] }).channels).toEqual(channels);
    expect(obstacles({ epsilon: 0.1, channels: [1, 2] })).toEqual([['channels_mismatch', '/channels']]);
    expect(obstacles({ epsilon: 0.1, channels, norm: 'l2' })).toEqual([['channels_unused', '/channels']]);
    expect(obstacles({ epsilon: 0.1, channels }, { layout: 'NHWC', shape: [8, 8, 3] })).toEqual([
      ['channels_last', '/channels'],
    ]);
    expect(obstacles({ epsilon: 0.1, channels: [1, 2], norm: 'l1' })).toEqual([
      ['channels_unused', '/channels'],
      ['channels_mismatch', '/channels'],
    ]);
    expect(obstacles({ epsilon: 0.1, channels: [1, 2] }, { shape: [] })).toEqual([]);
  });

  it('refuses what leaves the range that bounds are proved for, and allows more than the domain is wide', () => {
    const data = { range: [-1e30, 0], grid: null } as const;
    expect(obstacles({ epsilon: 1 }, { domain: null, data })).toEqual([['epsilon_too_large', '/epsilon']]);
    expect(obstacles({ search: { max: 1 } }, { domain: null, data })).toEqual([
      ['epsilon_too_large', '/search/max'],
    ]);
    expect(settled({ epsilon: 5 })).toMatchObject({ epsilon: 5, reach: 1 });
  });
});

describe('the form of a request', () => {
  const wrong = (written: object) =>
    INTERVAL_REQUEST.safeParse({ name: 'interval', ...written }).error?.issues.map(({ path }) =>
      path.join('/'),
    ) ?? [];

  it.each([
    [{ epsilon: 0 }, 'epsilon'],
    [{ epsilon: -1 }, 'epsilon'],
    [{ epsilon: Infinity }, 'epsilon'],
    [{ epsilon: NaN }, 'epsilon'],
    [{ epsilon: 1e300 }, 'epsilon'],
    [{ epsilon: 1e-300 }, 'epsilon'],
    [{ epsilon: '0.1' }, 'epsilon'],
    [{ epsilon: null }, 'epsilon'],
    [{ epsilon: [] }, 'epsilon'],
    [{ epsilon: [0.1, 0] }, 'epsilon/1'],
    [{ epsilon: Array(65).fill(0.1) }, 'epsilon'],
    [{ epsilon: [[0.1]] }, 'epsilon'],
    [{ search: {} }, 'search/max'],
    [{ search: { max: 0 } }, 'search/max'],
    [{ search: { max: 1, steps: 0 } }, 'search/steps'],
    [{ search: { max: 1, steps: 31 } }, 'search/steps'],
    [{ search: { max: 1, steps: 2.5 } }, 'search/steps'],
    [{ search: { max: 1, step: 2 } }, 'search'],
    [{ epsilon: 1, norm: 'l0' }, 'norm'],
    [{ epsilon: 1, arithmetic: 'float64' }, 'arithmetic'],
    [{ epsilon: 1, channels: [] }, 'channels'],
    [{ epsilon: 1, channels: [1, -1] }, 'channels/1'],
    [{ epsilon: 1, channels: [1e9] }, 'channels/0'],
    [{ epsilon: 1, seed: '00' }, ''],
  ])('refuses %j', (written, path) => {
    expect(wrong(written)).toEqual([path]);
  });
});
