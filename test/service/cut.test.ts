import { describe, expect, it } from 'vitest';
import { cut } from '../../src/service/cut.ts';
import { taperedSizes } from '../../src/service/plan.ts';

const model = { rate: 50_000, batch: 64, classes: 10 };
const limits = { chunkSeconds: 2, chunkSamples: null };
const rounds = { passes: 100_000, unit: 'sample' as const, rounds: [256, 1024, 100_000] };
const sum = (sizes: readonly number[]) => sizes.reduce((all, one) => all + one, 0);

describe('cutting a job', () => {
  it('makes chunks of a chunk’s time where every sample takes the same', () => {
    const fixed = { passes: 10_000, unit: 'sample' as const, rounds: null };
    expect(cut(100, model, fixed, limits)).toEqual(taperedSizes(100, 10));
    expect(cut(100, model, { ...fixed, unit: 'batch' }, limits)).toEqual([64, 36]);
    expect(cut(7, model, fixed, { ...limits, chunkSamples: 3 })).toEqual([3, 3, 1]);
  });

  it('lets many samples take turns where some are decided early, and ends in single ones', () => {
    const sizes = cut(10_000, model, rounds, limits);
    expect([sum(sizes), sizes[0], sizes.at(-1)]).toEqual([10_000, 256, 1]);
    expect(cut(100, model, rounds, limits).slice(0, 3)).toEqual([13, 11, 10]);
  });

  it('lets some take turns on a slow model too', () => {
    expect(cut(1000, { ...model, rate: 1 }, rounds, limits)[0]).toBe(8);
  });

  it('carries no more than can be kept', () => {
    expect(cut(10_000, { ...model, classes: 21_841 }, rounds, limits)[0]).toBe(45);
    expect(cut(3, { ...model, classes: 10_000_000 }, rounds, limits)).toEqual([1, 1, 1]);
    expect(cut(600, model, rounds, { ...limits, chunkSamples: 500 })).toEqual([256, 256, 88]);
    expect(cut(7, model, rounds, { ...limits, chunkSamples: 3 })).toEqual([3, 3, 1]);
  });
});
