import { z } from 'zod';
import { NORMS } from '../../../certify/outcome.ts';
import { DATASET, JOB, MODEL } from './example.ts';
import { digest, pageOf, time } from './page.ts';
import { summary } from './summary.ts';

const { samples, clean_accuracy, average_certified_radius, certified_accuracy, guarantee } = summary.shape;

const version = z.object({
  job: z.string(),
  model: z.string(),
  model_digest: digest,
  denoiser_digest: digest.nullable(),
  method: z.looseObject({ name: z.string() }),
  range: z
    .object({ offset: z.int(), limit: z.int(), stride: z.int() })
    .describe('Which samples were asked for'),
  progress: z.object({ done: z.int(), total: z.int() }),
  created_at: time,
  finished_at: time.nullable(),
  samples,
  clean_accuracy,
  average_certified_radius,
  certified_accuracy,
  guarantee,
  links: z.object({ job: z.string(), report: z.string() }),
});

/** The line of a model's versions. */
export const history = pageOf(version)
  .extend({
    model: z.string(),
    name: z.string().describe('Which all the models have'),
    dataset: z
      .object({ id: z.string(), digest })
      .nullable()
      .describe('Null where no job of the name has succeeded'),
    norm: z.enum(NORMS).nullable().describe('Null for jobs that state a class and no radius'),
  })
  .meta({
    id: 'ModelHistory',
    examples: [
      {
        model: MODEL.id,
        name: 'digits',
        dataset: { id: DATASET.id, digest: DATASET.digest },
        norm: 'l2',
        data: [
          {
            job: JOB.id,
            model: MODEL.id,
            model_digest: MODEL.digest,
            denoiser_digest: null,
            method: { name: 'smoothing', sigma: 0.25 },
            range: { offset: 0, limit: 100, stride: 1 },
            progress: { done: 100, total: 100 },
            created_at: '2026-01-31T12:00:00.000Z',
            finished_at: '2026-01-31T12:00:20.000Z',
            samples: 100,
            clean_accuracy: 0.95,
            average_certified_radius: 0.44,
            certified_accuracy: [
              { radius: 0.25, value: 0.82, proved: 0.8, population_lower: 0.676, certified: 84 },
            ],
            guarantee: { kind: 'probabilistic', confidence: 0.999, per: 'sample', arithmetic: 'float32' },
            links: { job: `/v1/jobs/${JOB.id}`, report: `/v1/jobs/${JOB.id}/report` },
          },
        ],
        has_more: false,
        next_cursor: null,
      },
    ],
  });
export type HistoryView = z.output<typeof history>;
