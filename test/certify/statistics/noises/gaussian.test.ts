import { expect, it } from 'vitest';
import { normalDistribution } from '../../../../src/certify/statistics/normal-distribution.ts';
import { quotient } from '../../../../src/certify/statistics/dyadic.ts';
import { gaussianNoise } from '../../../../src/certify/statistics/noises/gaussian.ts';
import { finenessLaws, noiseLaws } from '../../../laws/noise.ts';

const below = (x: number): number => Number(normalDistribution(quotient(x, 1)) >> 128n) / 2 ** 64;

finenessLaws(gaussianNoise);
noiseLaws(
  gaussianNoise,
  [0.5, 4, 63.75].map((scale) => ({
    scale,
    probability: (j) => below((j + 0.5) / scale) - below((j - 0.5) / scale),
  })),
);

it('is clipped six standard deviations beyond the grid', () => {
  expect(gaussianNoise.clip(0.25, 1 / 255)).toBe(383);
  expect(gaussianNoise.clip(0.001, 0.5)).toBe(1);
});
