import { z } from 'zod';
import { NORMS } from '../../../certify/outcome.ts';
import { STATUSES } from '../../../service/job.ts';
import { JOB } from './example.ts';

const point = z.object({
  radius: z.number(),
  value: z
    .number()
    .nullable()
    .describe('Share of all samples that are right and certified at least this far; null without labels'),
  certified: z.int().describe('Samples certified at least this far, right or not'),
});

const guarantee = z.object({
  kind: z.enum(['probabilistic', 'deterministic']),
  confidence: z.number().optional().describe('That the statement about one sample is true, at least'),
  per: z.literal('sample'),
  arithmetic: z.string(),
  channels: z
    .array(z.number())
    .readonly()
    .optional()
    .describe(
      'Factors of the radius: values of channel c change by up to radius × channels[c]. Left out, all by up to the radius',
    ),
});

/** What the rows that there are say. Over no rows every share is null. */
export const summary = z
  .object({
    job: z.string(),
    status: z.enum(STATUSES).describe('While the job runs, the summary speaks of the rows that there are'),
    samples: z.int().describe('Rows that the summary speaks of, those that are running too'),
    running: z
      .int()
      .describe('Rows among them that are not final: what they certify holds already, and only grows'),
    clean_accuracy: z.number().nullable().describe('Of the classifier that the certificates speak about'),
    base_accuracy: z.number().nullable().describe('Of the plain model'),
    certified: z.int(),
    predicted: z.int(),
    abstained: z.int(),
    undecided: z.int(),
    falsified: z.int(),
    average_certified_radius: z.number().nullable().describe('Mean of radius × correct, rounded down'),
    certified_accuracy: z.array(point),
    norm: z.enum(NORMS).nullable(),
    guarantee,
    draws: z
      .object({
        counted: z.int().describe('Draws that the rows rest on'),
        computed: z.int().describe('With the rest of the last batch of each sample'),
      })
      .nullable()
      .describe('Of methods that stop a sample by themselves'),
  })
  .meta({
    id: 'Summary',
    examples: [
      {
        job: JOB.id,
        status: 'succeeded',
        samples: 100,
        running: 0,
        clean_accuracy: 0.95,
        base_accuracy: 0.96,
        certified: 96,
        predicted: 0,
        abstained: 4,
        undecided: 0,
        falsified: 0,
        average_certified_radius: 0.44,
        certified_accuracy: [
          { radius: 0, value: 0.93, certified: 96 },
          { radius: 0.25, value: 0.82, certified: 84 },
        ],
        norm: 'l2',
        guarantee: { kind: 'probabilistic', confidence: 0.999, per: 'sample', arithmetic: 'float32' },
        draws: null,
      },
    ],
  });
export type SummaryView = z.output<typeof summary>;
