import { z } from 'zod';
import { SEED } from '../../voting/voting.ts';
import { SETTLED_GRID } from '../smoothing/request.ts';

export const PERTURBATION_KINDS = ['any', 'grid'] as const;

const LAMBDA = z
  .number()
  .positive()
  .describe('Half the distance between the cuts of a coordinate, in the model’s input units');
const PERTURBATIONS = z
  .enum(PERTURBATION_KINDS)
  .describe(
    'Perturbed inputs that the radius speaks of. any: all of them. grid: those whose values lie on the grid themselves, as the pixels of an 8-bit image do; about twice as large, and what the literature states',
  );

/** What a client writes. */
export const SPLITTING_REQUEST = z
  .strictObject({
    name: z.literal('splitting'),
    lambda: LAMBDA.meta({ examples: [0.5] }),
    perturbations: PERTURBATIONS.default('any'),
    seed: SEED.optional().describe(
      'Key of where the cuts begin in each value. What is proved holds for any, and is said of the smoothed classifier with these cuts. Left out, it is derived from model, dataset and parameters',
    ),
  })
  .meta({
    title: 'Smoothing with splitting noise',
    description:
      'Certifies in L1, for certain: the class that the model answers most often when every coordinate is replaced by the middle of the piece, 2·lambda long, that it lies in, over all 2·lambda/step positions of the cuts. Every position is tried once and nothing is left to chance. A model that declares no grid, with data that show none, is smoothed on one that makes some 200 to 400 positions.',
    examples: [
      { name: 'splitting', lambda: 0.5 },
      { name: 'splitting', lambda: 0.5, perturbations: 'grid' },
    ],
  });
export type SplittingRequest = z.output<typeof SPLITTING_REQUEST>;

/** The same with nothing left open. */
export const SPLITTING_SETTLED = z
  .strictObject({
    name: z.literal('splitting'),
    lambda: LAMBDA,
    perturbations: PERTURBATIONS,
    grid: SETTLED_GRID.describe('Values that samples are rounded to, and between which cuts are made'),
    seed: SEED.optional(),
  })
  .meta({ title: 'Smoothing with splitting noise, settled' });
export type SplittingSettled = z.output<typeof SPLITTING_SETTLED>;
