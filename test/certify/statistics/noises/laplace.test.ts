import { describe, expect, it } from 'vitest';
import { noiseTable, tableOf } from '../../../../src/certify/statistics/noise-table.ts';
import { laplaceNoise } from '../../../../src/certify/statistics/noises/laplace.ts';
import golden from '../../../golden/noises.json' with { type: 'json' };
import { finenessLaws, noiseLaws } from '../../../laws/noise.ts';

finenessLaws(laplaceNoise);
noiseLaws(
  laplaceNoise,
  [1, 4.5, 60].map((scale) => ({
    scale,
    probability: (j) =>
      j === 0 ? -Math.expm1(-1 / (2 * scale)) : Math.exp(-Math.abs(j) / scale) * Math.sinh(1 / (2 * scale)),
  })),
);

describe('Laplace noise', () => {
  const known = golden.thresholds.filter(({ law }) => law === 'laplace');

  it.each(known)(
    'has the known thresholds at b = $scale, step $step',
    ({ scale, step, reach, clip, count, values }) => {
      const thresholds = laplaceNoise.thresholds(scale, step);
      expect([laplaceNoise.reach(scale, step), laplaceNoise.clip(scale, step)]).toEqual([reach, clip]);
      expect(thresholds.length).toBe(count);
      for (const [i, hex] of Object.entries(values)) expect(thresholds[Number(i)]!.toString(16)).toBe(hex);
    },
  );

  it('leaves out tails that weigh less than is allowed for them', () => {
    for (const b of [0.3, 1, 700]) {
      const tail = 0.5 * Math.exp(-(laplaceNoise.reach(b, 1) + 0.5) / b);
      expect(tail).toBeLessThan(2 ** -66);
    }
  });

  it('goes as far as a table does', () => {
    expect(laplaceNoise.reach(726, 1)).toBeLessThanOrEqual(32_767);
    const table = (b: number) => tableOf(() => laplaceNoise.thresholds(b, 1), laplaceNoise.reach(b, 1));
    expect(table(20).decided.length).toBe(noiseTable(20, 1).decided.length);
    expect(() => table(727)).toThrow(RangeError);
  });
});
