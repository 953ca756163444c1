import { z } from 'zod';

/** Hexadecimal, 32 bytes. */
const SEED = z.string().regex(/^[0-9a-f]{64}$/, 'a seed is 64 lower-case hexadecimal digits');

const SIGMA = z
  .number()
  .positive()
  .describe("Standard deviation of the Gaussian noise, in the model's input units")
  .meta({ examples: [0.25, 0.5] });
const N = z.int().min(1).max(100_000_000).describe('Draws that are counted, fresh ones after the selection');
const ALPHA = z
  .number()
  .min(1e-100)
  .lt(0.5)
  .describe('Probability that the statement about one sample is wrong, at most');

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
    n: N.default(100_000),
    alpha: ALPHA.default(0.001),
    seed: SEED.optional().describe(
      'Key of the noise. Left out, it is derived from model, dataset and parameters; stated, the result says so',
    ),
  })
  .meta({
    title: 'Randomized smoothing',
    description:
      'Certifies the smoothed classifier in L2, with confidence 1 − alpha a sample: the class that f∘q chooses most often under Gaussian noise, where q rounds to the grid and clips 6 sigma beyond its ends.',
    examples: [
      { name: 'smoothing', sigma: 0.25, n0: 100, n: 10_000, alpha: 0.001 },
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

/** The same with nothing left open. */
export const SMOOTHING_SETTLED = z
  .strictObject({
    name: z.literal('smoothing'),
    task: z.enum(['certify', 'predict']),
    sigma: SIGMA,
    n0: z.int().min(0).max(1_000_000).describe('0 for the task predict, which selects nothing'),
    n: N,
    alpha: ALPHA,
    seed: SEED.optional(),
    grid: SETTLED_GRID.describe('Values that samples are rounded to, and on which the noise is exact'),
  })
  .meta({ title: 'Randomized smoothing, settled' });
export type SmoothingSettled = z.output<typeof SMOOTHING_SETTLED>;
