import { z } from 'zod';

/** Hexadecimal, 32 bytes. */
const SEED = z.string().regex(/^[0-9a-f]{64}$/, 'a seed is 64 lower-case hexadecimal digits');

const SIGMA = z
  .number()
  .positive()
  .describe("Standard deviation of the Gaussian noise, in the model's input units")
  .meta({ examples: [0.25, 0.5] });
const DRAWS = z.int().min(1).max(100_000_000);
const N = DRAWS.describe('Draws that are counted, fresh ones after the selection');
const MAX_N = DRAWS.describe(
  'Draws at most, looked at over and over; those that select the class count too. The run ends at the last look before: every draw up to 128, then every 1/64 more or less, at round numbers',
);
const ALPHA = z
  .number()
  .min(1e-100)
  .lt(0.5)
  .describe('Probability that the statement about one sample is wrong, at most');

/** Where sampling may stop before its cap. */
const TARGET = z
  .strictObject({
    radius: z
      .number()
      .positive()
      .optional()
      .describe('Decide whether the sample is certified at this radius'),
    width: z.number().positive().optional().describe('Sample until the radius is known to ± this'),
  })
  .refine(({ radius, width }) => (radius === undefined) !== (width === undefined), {
    message: 'state a radius or a width, and one of them only',
  })
  .describe('What to stop at, before max_n: a decision at a radius, or a radius known to ± a width')
  .meta({ examples: [{ radius: 0.5 }, { width: 0.02 }] });

/** What a client writes. */
export const SMOOTHING_REQUEST = z
  .strictObject({
    name: z.literal('smoothing'),
    task: z
      .enum(['certify', 'predict'])
      .default('certify')
      .describe(
        'certify: class and L2 radius. predict: the smoothed classifier’s class alone, from fewer draws',
      ),
    sigma: SIGMA,
    n0: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('Draws that select the candidate class (certify only)')
      .meta({ default: 100 }),
    n: N.optional().meta({ default: 100_000 }),
    max_n: MAX_N.optional().meta({ examples: [100_000] }),
    target: TARGET.optional(),
    two_sided: z
      .boolean()
      .optional()
      .describe(
        'Bounds the likeliest other class too, at a share of alpha: a larger radius where the others are divided (certify only)',
      ),
    alpha: ALPHA.default(0.001),
    seed: SEED.optional().describe(
      'Key of the noise. Left out, it is derived from model, dataset and parameters; stated, the result says so',
    ),
  })
  .meta({
    title: 'Randomized smoothing',
    description:
      'Certifies the smoothed classifier in L2, with confidence 1 − alpha a sample: the class that f∘q chooses most often under Gaussian noise, where q rounds to the grid and clips 6 sigma beyond its ends. With n, a fixed number of draws is counted. With max_n or a target the bounds hold at every number of draws at once, so sampling stops as soon as it can, what a running job shows is proved already, and a finished one can be extended.',
    examples: [
      { name: 'smoothing', sigma: 0.25, n0: 100, n: 10_000, alpha: 0.001 },
      { name: 'smoothing', sigma: 0.25, target: { radius: 0.5 }, max_n: 100_000, alpha: 0.001 },
      { name: 'smoothing', task: 'predict', sigma: 0.25, n: 1000, alpha: 0.001 },
    ],
  });
export type SmoothingRequest = z.output<typeof SMOOTHING_REQUEST>;

export const GRID_SOURCES = ['model', 'data', 'chosen'] as const;

/** The grid of the noise: declared with the model, seen in the data, or chosen near sigma/1024. */
export const SETTLED_GRID = z.strictObject({
  step: z.number().positive(),
  low: z.number(),
  high: z.number(),
  source: z.enum(GRID_SOURCES),
});
export type SettledGrid = z.output<typeof SETTLED_GRID>;

/**
 * The same with nothing left open: either n0 and n draws, or up to max_n.
 */
export const SMOOTHING_SETTLED = z
  .strictObject({
    name: z.literal('smoothing'),
    task: z.enum(['certify', 'predict']),
    sigma: SIGMA,
    n0: z.int().min(0).max(1_000_000).optional().describe('0 for the task predict, which selects nothing'),
    n: N.optional(),
    max_n: MAX_N.optional(),
    target: TARGET.optional(),
    alpha: ALPHA,
    alpha_rival: z
      .number()
      .positive()
      .optional()
      .describe(
        'With two_sided: the share of alpha of an upper bound of another class; it is spent once with n, twice with max_n',
      ),
    seed: SEED.optional(),
    grid: SETTLED_GRID.describe('Values that samples are rounded to, and on which the noise is exact'),
  })
  .refine(({ n0, n, max_n }) => (n0 !== undefined && n !== undefined) !== (max_n !== undefined), {
    message: 'settled is either n0 and n, or max_n',
  })
  .meta({ title: 'Randomized smoothing, settled' });
export type SmoothingSettled = z.output<typeof SMOOTHING_SETTLED>;

/** A number of draws that is fixed before the first. */
export interface FixedMethod extends SmoothingSettled {
  readonly n0: number;
  readonly n: number;
}

/** Draws that are looked at over and over, up to a cap. */
export interface AnytimeMethod extends SmoothingSettled {
  readonly max_n: number;
}

export const isAnytime = (method: SmoothingSettled): method is AnytimeMethod => method.max_n !== undefined;
export const isFixed = (method: SmoothingSettled): method is FixedMethod =>
  method.n0 !== undefined && method.n !== undefined;
