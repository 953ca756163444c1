import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src/certify/certifier.ts';
import { structuredAblation } from '../../../../src/certify/certifiers/structured_ablation/structured-ablation.ts';
import { DIGITS } from '../smoothing/problem.ts';

const COLUMNS = { kind: 'columns', side: 2 };
const HALF = { value: 0.5 };

const settle = (fields: object, problem: Problem = DIGITS) =>
  structuredAblation.settle(
    structuredAblation.request.parse({ name: 'structured_ablation', window: COLUMNS, ...fields }),
    problem,
  );

const refusals = (fields: object, problem?: Problem) => {
  const answer = settle(fields, problem);
  return 'obstacles' in answer
    ? answer.obstacles.map(({ code, pointer, message }) => [code, pointer, message] as const)
    : [];
};

/** Images that the model takes with a second set of channels. */
const DOUBLED: Problem = { ...DIGITS, shape: [6, 8, 10] };

describe('settling', () => {
  it('states the picture that windows are cut from', () => {
    expect(settle({ absent: HALF })).toEqual({
      settled: {
        name: 'structured_ablation',
        window: COLUMNS,
        absent: HALF,
        height: 8,
        width: 8,
        layout: 'NCHW',
      },
    });
    expect(settle({}, DOUBLED)).toMatchObject({ settled: { absent: 'channels', height: 8, width: 10 } });
    const last = { ...DOUBLED, shape: [8, 10, 6], layout: 'NHWC' } as const;
    expect(settle({}, last)).toMatchObject({ settled: { height: 8, width: 10, layout: 'NHWC' } });
    const flat = { ...DIGITS, shape: [64] };
    expect(settle({ absent: HALF }, flat)).toMatchObject({ settled: { height: 1, width: 64 } });
  });

  it('says which samples a model is shown', () => {
    const shape = (absent: 'channels' | { value: number }, problem: Problem) =>
      structuredAblation.sampleShape(
        { name: 'structured_ablation', window: { kind: 'columns', side: 2 }, absent },
        problem,
      );
    expect(shape('channels', DOUBLED)).toEqual([3, 8, 10]);
    expect(shape(HALF, DOUBLED)).toEqual([6, 8, 10]);
    expect(shape('channels', DIGITS)).toBeNull();
  });

  it('judges parameters as far as it can where nothing is known of the model', () => {
    const unknown = { ...DIGITS, shape: [] };
    expect(refusals({ window: { kind: 'block', side: 500 } }, unknown)).toEqual([]);
  });

  it('refuses windows that certify no patch, or do not fit, and says which sides do', () => {
    const wide = { ...DIGITS, shape: [1, 4, 200] };
    const [[code, pointer, message]] = refusals({ absent: HALF, window: { kind: 'columns', side: 5 } }) as [
      [string, string, string],
    ];
    expect([code, pointer]).toEqual(['window_too_large', '/window']);
    expect(message).toContain('sides up to 4');
    expect(refusals({ absent: HALF, window: { kind: 'columns', side: 4 } })).toEqual([]);
    expect(refusals({ absent: HALF, window: { kind: 'block', side: 4 } }, wide)).toEqual([]);
    expect(refusals({ absent: HALF, window: { kind: 'block', side: 5 } }, wide)[0]![2]).toContain('up to 4');
    expect(
      refusals({ absent: HALF, window: { kind: 'rows', side: 1 } }, { ...DIGITS, shape: [9] }),
    ).toHaveLength(1);
  });

  it('refuses a model without a second set of channels, values that it cannot hold, and what no number is', () => {
    expect(refusals({})).toMatchObject([
      ['channel_mismatch', '/absent', expect.stringContaining('[2C, H, W]')],
    ]);
    expect(refusals({}, { ...DOUBLED, domain: [-1, 1] })).toMatchObject([
      ['range_mismatch', '/absent', expect.stringContaining('[-1, 1]')],
    ]);
    expect(refusals({ absent: { value: 1e39 } })).toMatchObject([
      ['absent_value_not_finite', '/absent', expect.stringContaining('1e+39')],
    ]);
  });

  it('refuses, whatever the parameters, one class, one pixel, and too many pixels', () => {
    expect(
      refusals({ absent: HALF }, { ...DIGITS, classes: 1, shape: [3, 1, 1] }).map(([one]) => one),
    ).toEqual(['one_class', 'one_pixel', 'window_too_large']);
    const { data: _, ...huge } = { ...DIGITS, shape: [1, 2049, 1024] };
    expect(structuredAblation.supports(huge)).toMatchObject([{ code: 'too_many_pixels' }]);
    expect(structuredAblation.supports({ ...huge, shape: [1, 1, 2] })).toEqual([]);
  });

  it('reads no other parameters', () => {
    for (const wrong of [
      { window: { kind: 'columns' } },
      { window: { kind: 'circle', side: 2 } },
      { window: { kind: 'block', side: 0 } },
      { window: { kind: 'block', side: 1.5 } },
      { window: { ...COLUMNS, height: 3 } },
      { window: COLUMNS, absent: 'mean' },
      { window: COLUMNS, seed: 'ab'.repeat(32) },
      {},
    ])
      expect(structuredAblation.request.safeParse({ name: 'structured_ablation', ...wrong }).success).toBe(
        false,
      );
  });
});
