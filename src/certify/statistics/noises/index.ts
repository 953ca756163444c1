import { gaussianNoise } from './gaussian.ts';
import { laplaceNoise } from './laplace.ts';
import type { NoiseLaw } from './law.ts';
import { uniformNoise } from './uniform.ts';

/** Every distribution of additive noise: one file, one line. */
export const NOISES = {
  gaussian: gaussianNoise,
  uniform: uniformNoise,
  laplace: laplaceNoise,
} as const satisfies Record<string, NoiseLaw>;
