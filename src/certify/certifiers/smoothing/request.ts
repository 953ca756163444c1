import { z } from 'zod';
import { NOISES } from '../../statistics/noises/index.ts';
import type { NoiseLaw } from '../../statistics/noises/law.ts';
import { EITHER, isEither, VOTING_REQUEST, VOTING_SETTLED } from '../../voting/voting.ts';

export const NOISE_NAMES = ['gaussian', 'uniform', 'laplace'] as const satisfies (keyof typeof NOISES)[];
export type NoiseName = (typeof NOISE_NAMES)[number];

/** The parameter of each noise, by its name in the literature. */
export const SCALES = { gaussian: 'sigma', uniform: 'lambda', laplace: 'b' } as const;
export type ScaleName = (typeof SCALES)[NoiseName];

const scale = (text: string) => z.number().positive().describe(`${text}, in the model's input units`);
const SCALE_FIELDS = {
  sigma: scale('Of gaussian noise: its standard deviation')
    .optional()
    .meta({ examples: [0.25, 0.5] }),
  lambda: scale('Of uniform noise, on [−lambda, lambda]: half its width')
    .optional()
    .meta({ examples: [0.5] }),
  b: scale('Of Laplace noise, density e^(−|x|/b)/2b: its scale')
    .optional()
    .meta({ examples: [0.25] }),
};

export const SMOOTHING_NORMS = ['l2', 'linf', 'lp', 'l1'] as const;
const NORM = z
  .enum(SMOOTHING_NORMS)
  .describe(
    'Of the radius. gaussian: l2, or the largest ball of linf or lp in that of l2. uniform and laplace: l1',
  );
const P = z
  .number()
  .min(2)
  .max(1e6)
  .describe('Of the norm lp')
  .meta({ examples: [4] });

/** The model in front of the classifier: what is smoothed is f∘D. */
const DENOISER = z
  .string()
  .max(80)
  .describe(
    'Id of a denoiser: a model that answers samples of the shape that it takes. What is smoothed and certified is the model behind it',
  );
const SETTLED_DENOISER = z.strictObject({ id: z.string(), digest: z.string() });

/** What a noise certifies in. */
export const NORMS_OF = {
  gaussian: ['l2', 'linf', 'lp'],
  uniform: ['l1'],
  laplace: ['l1'],
} as const satisfies Record<NoiseName, readonly (typeof SMOOTHING_NORMS)[number][]>;
/** How forms are drawn of it: the parameter of a noise goes with that noise. */
const forNoise = (noise: NoiseName) => ({ 'x-when': { noise: [noise] } });

/** What a client writes. */
export const SMOOTHING_REQUEST = z
  .strictObject({
    name: z.literal('smoothing'),
    noise: z.enum(NOISE_NAMES).default('gaussian').describe('Distribution of the noise'),
    sigma: SCALE_FIELDS.sigma.meta(forNoise('gaussian')),
    lambda: SCALE_FIELDS.lambda.meta(forNoise('uniform')),
    b: SCALE_FIELDS.b.meta(forNoise('laplace')),
    norm: NORM.optional()
      .describe('l2 for gaussian noise and l1 for the others, when left out')
      .meta({ 'x-when': { task: ['certify'] }, 'x-choices': { noise: NORMS_OF } }),
    p: P.optional().meta({ 'x-when': { norm: ['lp'] } }),
    denoiser: DENOISER.optional(),
    ...VOTING_REQUEST,
  })
  .meta({
    title: 'Randomized smoothing',
    description:
      'Certifies the smoothed classifier, with confidence 1 − alpha a sample: the class that f∘q chooses most often under noise, where q rounds to the grid and clips far beyond its ends. Gaussian noise certifies in L2, and from there in every Lp with p ≥ 2; uniform and Laplace noise in L1. With n, a fixed number of draws is counted. With max_n or a target the bounds hold at every number of draws at once, so sampling stops as soon as it can, what a running job shows is proved already, and a finished one can be extended. With a denoiser D in front, f∘D takes the place of f (Salman et al. 2020, arXiv 2003.01908).',
    examples: [
      { name: 'smoothing', sigma: 0.25, n0: 100, n: 10_000, alpha: 0.001 },
      { name: 'smoothing', sigma: 0.25, target: { radius: 0.5 }, max_n: 100_000, alpha: 0.001 },
      { name: 'smoothing', noise: 'uniform', lambda: 0.5, norm: 'l1', max_n: 10_000 },
      { name: 'smoothing', noise: 'laplace', b: 0.25, norm: 'l1', max_n: 10_000 },
      { name: 'smoothing', sigma: 0.25, norm: 'lp', p: 4, max_n: 10_000 },
      { name: 'smoothing', task: 'predict', sigma: 0.25, n: 1000, alpha: 0.001 },
    ],
  });
export type SmoothingRequest = z.output<typeof SMOOTHING_REQUEST>;

export const GRID_SOURCES = ['model', 'data', 'chosen'] as const;

/** The grid of the noise: declared with the model, seen in the data, or chosen to be fine beside the noise. */
export const SETTLED_GRID = z.strictObject({
  step: z.number().positive(),
  low: z.number(),
  high: z.number(),
  source: z.enum(GRID_SOURCES),
});
export type SettledGrid = z.output<typeof SETTLED_GRID>;

/** The same with nothing left open: one noise, one scale, one norm, and either n0 and n draws, or up to max_n. */
export const SMOOTHING_SETTLED = z
  .strictObject({
    name: z.literal('smoothing'),
    noise: z.enum(NOISE_NAMES).default('gaussian'),
    ...SCALE_FIELDS,
    norm: NORM.default('l2'),
    p: P.optional(),
    dimensions: z.int().min(1).optional().describe('Values of a sample, where the radius depends on them'),
    denoiser: SETTLED_DENOISER.optional(),
    ...VOTING_SETTLED,
    grid: SETTLED_GRID.describe('Values that samples are rounded to, and on which the noise is exact'),
  })
  .refine(isEither, EITHER)
  .refine((method) => method[SCALES[method.noise]] !== undefined, {
    message: 'settled is the parameter of its noise',
  })
  .meta({ title: 'Randomized smoothing, settled' });
export type SmoothingSettled = z.output<typeof SMOOTHING_SETTLED>;

/** The distribution that a method draws from, and its parameter. */
export function noiseOf(method: Pick<SmoothingSettled, 'noise' | ScaleName>): {
  law: NoiseLaw;
  scale: number;
} {
  const scale = method[SCALES[method.noise]];
  if (scale === undefined) throw new RangeError(`${method.noise} noise without ${SCALES[method.noise]}`);
  return { law: NOISES[method.noise], scale };
}
