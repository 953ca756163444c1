import { describe, expect, it } from 'vitest';
import { uniformNoise, uniformValues } from '../../../../src/certify/statistics/noises/uniform.ts';
import golden from '../../../golden/noises.json' with { type: 'json' };
import { finenessLaws, noiseLaws } from '../../../laws/noise.ts';

const SCALES = [0.3, 1, 3.5, 64, 127.5, 446.3];

finenessLaws(uniformNoise);
noiseLaws(
  uniformNoise,
  SCALES.map((scale) => {
    const values = Math.max(1, Math.round(2 * scale));
    const first = -Math.floor(values / 2);
    return { scale, probability: (j) => (j >= first && j < first + values ? 1 / values : 0) };
  }),
);

describe('uniform noise', () => {
  const known = golden.thresholds.filter(({ law }) => law === 'uniform');

  it.each(known)(
    'has the known thresholds at λ = $scale, step $step',
    ({ scale, step, reach, count, values }) => {
      const thresholds = uniformNoise.thresholds(scale, step);
      expect([uniformNoise.reach(scale, step), uniformNoise.clip(scale, step)]).toEqual([reach, reach]);
      expect(thresholds.length).toBe(count);
      for (const [i, hex] of Object.entries(values)) expect(thresholds[Number(i)]!.toString(16)).toBe(hex);
    },
  );

  it('takes a whole number of values, one at least', () => {
    expect([0.01, 0.5, 0.74, 0.75, 1, 3.6].map((lambda) => uniformValues(lambda, 1))).toEqual([
      1, 1, 1, 2, 2, 7,
    ]);
    expect(uniformValues(0.5, 1 / 255)).toBe(255);
  });

  it.each([1, 2, 3, 7, 255, 256, 1785, 65_535])(
    'is off by no more than it allows, with %i values',
    (values) => {
      const thresholds = [0n, ...uniformNoise.thresholds(values / 2, 1), 2n ** 64n];
      // twice the total variation, in units of 2^−64 / values
      const off = thresholds.slice(1).reduce((sum, t, i) => {
        const difference = (t - thresholds[i]!) * BigInt(values) - 2n ** 64n;
        return sum + (difference < 0n ? -difference : difference);
      }, 0n);
      const allowance = uniformNoise.allowance(values / 2, 1, 1);
      expect(Number(off) / values / 2).toBeLessThanOrEqual(allowance * 2 ** 64);
      expect(allowance === 0).toBe(off === 0n);
    },
  );
});
