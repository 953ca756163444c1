import { fields, oneOf, real, text, whole } from '../shape.ts';
import { gaussian, inLp, laplace, uniform, type Law } from './law.ts';
import { present, type Rules } from './rules.ts';
import type { JsonObject } from '../json.ts';
import { readVoting, VOTING_NEEDED, VOTING_OPTIONAL } from './voting.ts';

const positive = real(Number.MIN_VALUE);

/** The grid that samples are rounded to, as methods settle it. */
export const GRID = fields({
  step: positive,
  low: real(),
  high: real(),
  source: oneOf('model', 'data', 'chosen'),
});

interface Grid {
  readonly step: number;
  readonly low: number;
  readonly high: number;
}

/** As the specification states it. */
export const stepsOf = (method: JsonObject): JsonObject => {
  const { step, low, high } = method['grid'] as unknown as Grid;
  return { step, low, high };
};

/** Randomized smoothing, under any of its noises. */
export const smoothing: Rules = {
  method: fields(
    {
      name: oneOf('smoothing'),
      noise: oneOf('gaussian', 'uniform', 'laplace'),
      norm: oneOf('l2', 'linf', 'lp', 'l1'),
      grid: GRID,
      ...VOTING_NEEDED,
    },
    {
      sigma: positive,
      lambda: positive,
      b: positive,
      p: real(2, 1e6),
      dimensions: whole(1),
      denoiser: fields({ id: text(), digest: text('a digest', /^sha256:[0-9a-f]{64}$/) }),
      ...VOTING_OPTIONAL,
    },
  ),
  read(method, { classes, dimensions }) {
    const p = method['p'] as number | undefined;
    const norm = method['norm'] as 'l2' | 'linf' | 'lp' | 'l1';
    const noise = noiseOf(method, dimensions);
    const law = norm === 'linf' || norm === 'lp' ? inLp(noise, norm, p ?? Infinity, dimensions) : noise;
    const specification = { norm: law.norm, ...present({ p }), domain: null, grid: stepsOf(method) };
    return readVoting(method, law, classes, specification);
  },
};

function noiseOf(method: JsonObject, dimensions: number): Law {
  const { step } = method['grid'] as unknown as Grid;
  const parameter = (name: string) => (method[name] as number | undefined) ?? NaN;
  if (method['noise'] === 'uniform') return uniform(parameter('lambda'), step, dimensions);
  if (method['noise'] === 'laplace') return laplace(parameter('b'), step, dimensions);
  return gaussian(parameter('sigma'), step, dimensions);
}
