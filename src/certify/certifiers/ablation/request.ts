import { z } from 'zod';
import { ABSENT } from '../../ablations/absence.ts';
import { EITHER, isEither, VOTING_REQUEST, VOTING_SETTLED } from '../../voting/voting.ts';

const KEPT = z
  .int()
  .min(1)
  .max(2 ** 20)
  .describe('Pixels that a draw shows, each with all its channels; less than half of them');

/** What a client writes. */
export const ABLATION_REQUEST = z
  .strictObject({
    name: z.literal('ablation'),
    kept: KEPT.meta({ examples: [45] }),
    absent: ABSENT.default('channels'),
    ...VOTING_REQUEST,
  })
  .meta({
    title: 'Randomized ablation',
    description:
      'Certifies in L0, with confidence 1 − alpha a sample, the class that the model chooses most often when it is shown a few pixels drawn at random: it stays the same whatever becomes of as many pixels as the radius says. The radius is a whole number; 0 says that the class is known and no pixel may change. target.radius is whole too, and a target.width of 0.5 means to a pixel. n, max_n and targets are those of smoothing.',
    examples: [
      { name: 'ablation', kept: 45, n0: 1000, n: 10_000, alpha: 0.05 },
      { name: 'ablation', kept: 45, absent: { value: 0.5 }, max_n: 10_000 },
      { name: 'ablation', kept: 20, target: { radius: 4 }, max_n: 100_000 },
      { name: 'ablation', task: 'predict', kept: 45, n: 1000 },
    ],
  });
export type AblationRequest = z.output<typeof ABLATION_REQUEST>;

/** The same with nothing left open: the picture that pixels are drawn from, and either n0 and n draws, or up to max_n. */
export const ABLATION_SETTLED = z
  .strictObject({
    name: z.literal('ablation'),
    kept: KEPT,
    absent: ABSENT,
    pixels: z.int().min(1).describe('Of a sample: height × width, or its values where it is no image'),
    layout: z.enum(['NCHW', 'NHWC']).describe('Where the model takes the channels of a pixel'),
    ...VOTING_SETTLED,
  })
  .refine(isEither, EITHER)
  .meta({ title: 'Randomized ablation, settled' });
export type AblationSettled = z.output<typeof ABLATION_SETTLED>;
