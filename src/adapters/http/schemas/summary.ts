import { z } from 'zod';
import { NORMS } from '../../../certify/outcome.ts';
import { STATUSES } from '../../../service/job.ts';
import { JOB } from './example.ts';
import { gate } from './gate.ts';

const point = z.object({
  radius: z.number(),
  value: z
    .number()
    .nullable()
    .describe(
      'Share of the rows that are right and certified at least this far, counted: each with the confidence of `guarantee`. Null without labels, as are the two below',
    ),
  proved: z
    .number()
    .nullable()
    .describe(
      'Share of the samples planned that are truly right at least this far: at all radii at once, with the confidence of `statement`. ' +
        'The count less `false_certificates_at_most`, rounded down',
    ),
  population_lower: z
    .number()
    .nullable()
    .describe(
      'The same share of inputs that were not tested, under what `population` says: at one radius, with its confidence. Of very many ' +
        'samples it may be above `proved`, which allows for false certificates at all radii at once',
    ),
  certified: z.int().describe('Samples certified at least this far, right or not'),
});

const guarantee = z.object({
  kind: z.enum(['probabilistic', 'deterministic']),
  confidence: z.number().optional().describe('That the statement about one sample is true, at least'),
  per: z.literal('sample'),
  arithmetic: z.string(),
  p: z.number().optional().describe('Of the norm lp'),
  channels: z
    .array(z.number())
    .readonly()
    .optional()
    .describe(
      'Factors of the radius: values of channel c change by up to radius × channels[c]. Left out, all by up to the radius',
    ),
});

const statement = z
  .object({
    confidence: z
      .number()
      .nullable()
      .describe('1 − delta: that all of it is true; null where no chance plays a part'),
    false_certificates_at_most: z
      .int()
      .describe('Of all certificates and predicted classes together, whichever are looked at'),
    of: z.int().describe('Samples planned: those that have no row yet count as not right'),
    clean_accuracy: z
      .number()
      .nullable()
      .describe('Share of them that the classifier truly gets right, at least; null without labels'),
    text: z.string().describe('The same in words'),
  })
  .describe('About these samples alone, all at once');

const population = z
  .object({
    confidence: z.number().describe('1 − delta, at one radius by itself'),
    clean_accuracy: z
      .number()
      .nullable()
      .describe('Share of the inputs that the classifier gets right, at least; null without labels'),
    text: z.string().describe('What that presumes'),
  })
  .describe(
    'About inputs that were not tested, and only if the samples were drawn from them independently at random, and neither model nor ' +
      'method was chosen by these samples',
  );

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
    statement,
    population,
    gate: gate
      .nullable()
      .describe('How the gates of the job stand, by the rows that are final; null without any'),
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
          { radius: 0, value: 0.93, proved: 0.91, population_lower: 0.8156347148227, certified: 96 },
          { radius: 0.25, value: 0.82, proved: 0.8, population_lower: 0.6764349291819, certified: 84 },
        ],
        norm: 'l2',
        guarantee: { kind: 'probabilistic', confidence: 0.999, per: 'sample', arithmetic: 'float32' },
        statement: {
          confidence: 0.999,
          false_certificates_at_most: 2,
          of: 100,
          clean_accuracy: 0.93,
          text: 'With confidence 0.999, at most 2 of all certificates and predicted classes of these 100 samples are false, at all radii at once and whichever are looked at; "proved" leaves out that many. It speaks of these samples alone.',
        },
        population: {
          confidence: 0.999,
          clean_accuracy: 0.8444771713609,
          text: 'Speaks of inputs that were not tested, and only if the samples were drawn from them independently at random and neither model nor method was chosen by these samples: "population_lower" is then true with confidence 0.999 at one radius chosen beforehand, not at all radii at once. "statement" speaks of these samples alone.',
        },
        gate: null,
        draws: null,
      },
    ],
  });
export type SummaryView = z.output<typeof summary>;
