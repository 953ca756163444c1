import { z } from 'zod';
import { NORMS, VERDICTS } from '../../../certify/outcome.ts';
import { DATASET, JOB, MODEL } from './example.ts';
import { digest, time } from './page.ts';
import { summary } from './summary.ts';

const evidence = z
  .object({
    p_value: z.number().describe('Of the exact one-sided sign test, if this one question was asked'),
    adjusted_p_value: z.number().describe('If all questions of this answer were asked at once (Holm)'),
    true_p_value: z
      .number()
      .describe('The same, whether it certifies truly more often than the other certifies at all'),
    adjusted_true_p_value: z.number(),
  })
  .describe('p-values, rounded up, of "does not certify more of such inputs"');

const finding = z.object({
  radius: z.number(),
  both: z.int().describe('Samples that both certify at least this far, and with labels rightly'),
  first_only: z.int(),
  second_only: z.int(),
  neither: z.int(),
  first_only_true: z.int().describe('Of `first_only`, those whose certificate is true, at least'),
  second_only_true: z.int(),
  first_more: evidence,
  second_more: evidence,
  more: z
    .enum(['first', 'second'])
    .nullable()
    .describe('Which certifies more of inputs that were not tested; null where the samples leave it open'),
});

const side = z.object({
  verdict: z.enum(VERDICTS),
  prediction: z.int().nullable(),
  radius: z.number().nullable(),
});

const difference = z.object({ index: z.int(), label: z.int().nullable(), first: side, second: side });

const { samples, certified, abstained, undecided, clean_accuracy, average_certified_radius } = summary.shape;
const { certified_accuracy, guarantee, statement } = summary.shape;

const compared = z.object({
  job: z.string(),
  model: z.string(),
  model_name: z.string().nullable(),
  model_digest: digest,
  denoiser_digest: digest.nullable(),
  method: z.looseObject({ name: z.string() }),
  finished_at: time.nullable(),
  samples,
  clean_accuracy,
  certified,
  abstained,
  undecided,
  average_certified_radius,
  certified_accuracy,
  guarantee,
  statement,
});

const pair = z.object({
  first: z.string().describe('A job'),
  second: z.string().describe('Another, that was asked for later'),
  further: z.int().describe('Samples that the second certifies further'),
  less: z.int().describe('Samples that it certifies less far'),
  findings: z.array(finding).describe('At each radius'),
  gains: z.array(difference).describe('Samples that the second certifies further: the largest differences'),
  losses: z.array(difference).describe('Samples that it certifies less far'),
});

const point = { radius: 0.5, value: 0.74, proved: 0.72, population_lower: 0.58, certified: 76 };
const job = {
  job: JOB.id,
  model: MODEL.id,
  model_name: 'digits',
  model_digest: MODEL.digest,
  denoiser_digest: null,
  method: { name: 'smoothing', sigma: 0.25, n: 10000, alpha: 0.001 },
  finished_at: '2026-01-31T12:00:20.000Z',
  samples: 100,
  clean_accuracy: 0.95,
  certified: 96,
  abstained: 4,
  undecided: 0,
  average_certified_radius: 0.44,
  certified_accuracy: [point],
  guarantee: {
    kind: 'probabilistic' as const,
    confidence: 0.999,
    per: 'sample' as const,
    arithmetic: 'float32',
  },
  statement: {
    confidence: 0.999,
    false_certificates_at_most: 2,
    of: 100,
    clean_accuracy: 0.93,
    text: 'With confidence 0.999, at most 2 of all certificates and predicted classes of these 100 samples are false.',
  },
};

/** Jobs over the same samples beside each other. */
export const comparison = z
  .object({
    dataset: z.object({ id: z.string(), digest, name: z.string().nullable() }),
    samples: z.object({ offset: z.int(), stride: z.int(), count: z.int() }),
    norm: z.enum(NORMS),
    labelled: z.boolean().describe('Whether a certificate counts only where the answer is the label'),
    radii: z.array(z.number()),
    radii_source: z
      .enum(['client', 'methods'])
      .describe('Named by the client, or those that follow from the methods alone'),
    jobs: z.array(compared),
    statement: z
      .object({
        confidence: z.number().nullable().describe('That the statements of all jobs are true'),
        text: z.string(),
      })
      .describe('About these samples alone'),
    pairs: z.array(pair).describe('Each with each'),
    test: z
      .object({
        confidence: z.number().describe('That `more` needs'),
        questions: z.int().describe('Asked at once: pairs × radii × both directions'),
        text: z.string().describe('What the tests ask, presume, and do not say'),
      })
      .describe('About inputs that were not tested'),
    caveats: z.array(z.string()),
  })
  .meta({
    id: 'Comparison',
    examples: [
      {
        dataset: { id: DATASET.id, digest: DATASET.digest, name: 'digits-test' },
        samples: { offset: 0, stride: 1, count: 100 },
        norm: 'l2',
        labelled: true,
        radii: [0.5],
        radii_source: 'client',
        jobs: [job, { ...job, job: JOB.id.replace(/.$/, '0'), clean_accuracy: 0.96 }],
        statement: { confidence: 0.998, text: 'Of these samples alone, with confidence 0.998 for all jobs.' },
        pairs: [
          {
            first: JOB.id,
            second: JOB.id.replace(/.$/, '0'),
            further: 61,
            less: 20,
            findings: [
              {
                radius: 0.5,
                both: 72,
                first_only: 2,
                second_only: 12,
                neither: 14,
                first_only_true: 0,
                second_only_true: 10,
                first_more: {
                  p_value: 0.9991,
                  adjusted_p_value: 1,
                  true_p_value: 1,
                  adjusted_true_p_value: 1,
                },
                second_more: {
                  p_value: 0.0065,
                  adjusted_p_value: 0.013,
                  true_p_value: 0.0203,
                  adjusted_true_p_value: 0.0406,
                },
                more: 'second',
              },
            ],
            gains: [
              {
                index: 7,
                label: 3,
                first: { verdict: 'abstained', prediction: null, radius: null },
                second: { verdict: 'certified', prediction: 3, radius: 0.62 },
              },
            ],
            losses: [],
          },
        ],
        test: { confidence: 0.95, questions: 2, text: 'The tests speak of inputs that were not tested.' },
        caveats: ['A sample that is not certified is not shown to be fragile: nothing was proved of it.'],
      },
    ],
  });
export type ComparisonView = z.output<typeof comparison>;
