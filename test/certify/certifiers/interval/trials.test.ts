import { describe, expect, it } from 'vitest';
import { bisect, eachOf } from '../../../../src/certify/certifiers/interval/trials.ts';
import { isCertified, leastMargin } from '../../../../src/certify/certifiers/interval/margin.ts';

/** Samples that are certified up to a threshold each, and what they were asked. */
function thresholds(limits: readonly number[]) {
  const asked: number[][] = [];
  const measure = (epsilons: readonly number[]) => {
    asked.push([...epsilons]);
    return Promise.resolve(epsilons.map((epsilon, i) => ({ lower: limits[i]! - epsilon + 1e-12, rival: 0 })));
  };
  return { asked, measure };
}

const best = (trials: readonly { epsilon: number; margin: { lower: number; rival: number } }[]) =>
  Math.max(0, ...trials.filter(isCertified).map(({ epsilon }) => epsilon));

describe('a list of sizes', () => {
  it('is tried at every sample, in order', async () => {
    const { asked, measure } = thresholds([1, 0.15]);
    const trials = await eachOf([0.1, 0.2], 2, measure);
    expect(asked).toEqual([
      [0.1, 0.1],
      [0.2, 0.2],
    ]);
    expect(trials.map(best)).toEqual([0.2, 0.1]);
  });
});

describe('bisection', () => {
  const limits = [9, 1, 0.999, 0.7, 0.5, 0.001, 0, -1, NaN];

  it('finds the largest multiple of max / 2^steps that is certified, or nothing', async () => {
    const { measure } = thresholds(limits);
    const found = (await bisect({ max: 1, steps: 8 }, limits.length, measure)).map(best);
    const floor = (limit: number) => (limit > 0 ? Math.min(1, Math.floor(limit * 256) / 256) : 0);
    expect(found).toEqual(limits.map((limit) => floor(limit)));
  });

  it('tries the limit first, and no more where that is certified', async () => {
    const { asked, measure } = thresholds([9, 9]);
    expect((await bisect({ max: 0.3, steps: 30 }, 2, measure)).map(best)).toEqual([0.3, 0.3]);
    expect(asked).toEqual([[0.3, 0.3]]);
  });

  it('takes one evaluation a step for all samples together', async () => {
    const { asked, measure } = thresholds(limits);
    const trials = await bisect({ max: 1, steps: 10 }, limits.length, measure);
    expect(asked).toHaveLength(11);
    expect(trials.map(({ length }) => length)).toEqual([1, 1, ...limits.slice(2).map(() => 11)]);
  });

  it('finds for each sample what it finds for it alone', async () => {
    const together = await bisect({ max: 0.9, steps: 12 }, limits.length, thresholds(limits).measure);
    for (const [i, limit] of limits.entries()) {
      const alone = await bisect({ max: 0.9, steps: 12 }, 1, thresholds([limit]).measure);
      expect(alone[0]).toEqual(together[i]);
    }
  });

  it('claims nothing that was not tried, for bounds that are not monotone', async () => {
    const measure = (epsilons: readonly number[]) =>
      Promise.resolve(epsilons.map((e) => ({ lower: e === 0.25 || e === 0.375 ? 1 : -1, rival: 0 })));
    const [trials] = await bisect({ max: 1, steps: 3 }, 1, measure);
    expect(trials!.map(({ epsilon }) => epsilon)).toEqual([1, 0.5, 0.25, 0.375]);
    expect(best(trials!)).toBe(0.375);
  });
});

describe('the least margin', () => {
  it('is over another class, in the row', () => {
    const margins = Float32Array.of(9, 9, 9, 0.5, 0.25, -7);
    expect(leastMargin(margins, 1, 3, 2)).toEqual({ lower: 0.25, rival: 1 });
    expect(leastMargin(margins, 1, 3, 0)).toEqual({ lower: -7, rival: 2 });
  });

  it('is NaN where any is, and certifies nothing then, nor at a tie', () => {
    const margin = leastMargin(Float32Array.of(0, 5, NaN, -1), 0, 4, 0);
    expect(margin).toEqual({ lower: NaN, rival: 2 });
    for (const lower of [NaN, 0, -0, -1, -Infinity, Infinity])
      expect(isCertified({ epsilon: 1, margin: { lower, rival: 0 } })).toBe(false);
    expect(isCertified({ epsilon: 1, margin: { lower: 1e-45, rival: 0 } })).toBe(true);
    expect(isCertified({ epsilon: 1, margin: leastMargin(Float32Array.of(NaN), 0, 1, 0) })).toBe(false);
  });
});
