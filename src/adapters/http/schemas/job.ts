import { z } from 'zod';
import { STATUSES } from '../../../service/job.ts';
import { DATASET, JOB, MODEL } from './example.ts';
import { gate, gateCondition } from './gate.ts';
import { digest, reason, time } from './page.ts';

const links = z.object({
  self: z.string(),
  results: z.string(),
  summary: z.string(),
  gate: z.string().optional(),
  report: z.string(),
  certificate: z.string(),
  events: z.string(),
  cancel: z.string(),
  extend: z.string(),
  deliveries: z.string(),
});

const provenance = z
  .object({
    product: z.string(),
    engine: z.string(),
    version: z.string(),
    provider: z.string(),
    threads: z.int(),
    optimization: z.string(),
    platform: z.string(),
    cpu: z
      .object({
        features: z.array(z.string()).nullable().describe('Instruction sets that kernels are chosen by'),
        model: z.string().nullable().describe('Where the features are not known'),
      })
      .optional(),
    batch: z.int().describe('Rows in every step of the classifier that is certified'),
    pair: z
      .object({ classifier: z.int(), denoiser: z.int() })
      .optional()
      .describe(
        'With a denoiser: rows in every call of each of the two; who takes fewer is given a step in pieces',
      ),
  })
  .describe('What computed the rows: results are comparable bit by bit where these agree');

const method = z
  .looseObject({ name: z.string() })
  .describe('The method with every default filled in; with the seed it determines every row');

const example = {
  id: JOB.id,
  extends: null,
  status: 'running' as const,
  progress: { done: 25, total: 100, eta_seconds: 12.5 },
  model: MODEL.id,
  dataset: DATASET.id,
  denoiser: null,
  model_digest: MODEL.digest,
  dataset_digest: DATASET.digest,
  denoiser_digest: null,
  method: { name: 'smoothing', task: 'certify', sigma: 0.25, n0: 100, n: 10000, alpha: 0.001 },
  seed: '4d'.repeat(32),
  seed_source: 'derived' as const,
  samples: { offset: 0, limit: 100, stride: 1 },
  stopping: null,
  created_at: '2026-01-31T12:00:00.000Z',
  started_at: '2026-01-31T12:00:00.120Z',
  finished_at: null,
  deadline: null,
  error: null,
  webhook: null,
  metadata: { git_sha: '1f2e3d4' },
  gate: null,
  provenance: null,
  links: {
    self: `/v1/jobs/${JOB.id}`,
    results: `/v1/jobs/${JOB.id}/results`,
    summary: `/v1/jobs/${JOB.id}/summary`,
    report: `/v1/jobs/${JOB.id}/report`,
    certificate: `/v1/jobs/${JOB.id}/certificate`,
    events: `/v1/jobs/${JOB.id}/events`,
    cancel: `/v1/jobs/${JOB.id}/cancel`,
    extend: `/v1/jobs/${JOB.id}/extend`,
    deliveries: `/v1/jobs/${JOB.id}/deliveries`,
  },
};

/** A job: what was asked, how far it is, and where its results are. */
export const job = z
  .object({
    id: z.string(),
    extends: z.string().nullable().describe('The job whose evidence this one goes on from'),
    status: z.enum(STATUSES),
    progress: z.object({
      done: z.int(),
      total: z.int(),
      eta_seconds: z.number().nullable().describe('At the pace so far; null while that is unknown'),
    }),
    model: z.string(),
    dataset: z.string(),
    denoiser: z.string().nullable().describe('The model in front of the model'),
    model_digest: digest,
    dataset_digest: digest,
    denoiser_digest: digest.nullable(),
    method,
    seed: z.string().describe('64 hexadecimal digits'),
    seed_source: z.enum(['derived', 'client']).describe('Whether the client chose the seed'),
    samples: z.object({ offset: z.int(), limit: z.int(), stride: z.int() }),
    stopping: z
      .enum(['canceled', 'expired', 'failed', 'decided'])
      .nullable()
      .describe('What it is about to become; decided: its gate is, and it is about to succeed'),
    created_at: time,
    started_at: time.nullable(),
    finished_at: time.nullable(),
    deadline: time.nullable(),
    error: z
      .object({ code: z.string(), message: z.string(), faults: z.array(reason).optional() })
      .nullable()
      .describe('Why it failed or expired'),
    webhook: z.object({ url: z.string() }).nullable().describe('The secret is never shown'),
    metadata: z.record(z.string(), z.string()),
    gate: gate.nullable().describe('How its gates stand, by the rows there are; null without any'),
    provenance: provenance.nullable(),
    links,
  })
  .meta({ id: 'Job', examples: [example] });
export type JobView = z.output<typeof job>;

const planning = z
  .object({
    least_draws: z
      .int()
      .nullable()
      .describe(
        'Draws that certify the radius asked for when all agree: the least that can; null without such a radius',
      ),
    largest_radius: z.number().nullable().describe('That the most draws can give, when all agree'),
    expected_draws: z
      .array(z.object({ p: z.number(), draws: z.number(), runner_seconds: z.number() }))
      .describe('Of a sample whose class has probability `p` under the noise: on average, at most the cap'),
  })
  .describe('What can be told of the answers beforehand, by methods that draw');

/** What a job would cost. */
export const estimate = z
  .object({
    valid: z.literal(true),
    method,
    samples: z.int(),
    chunks: z.int(),
    forward_passes: z.int().describe('At most'),
    runner_seconds: z
      .number()
      .describe(
        'Of one runner in the model alone, at the rate measured when it was admitted. Noise comes on top: up to a third for small convolutional networks, several times as much for smaller models',
      ),
    planning: planning.nullable(),
    gate: z.array(gateCondition).optional().describe('What the gates need, where there are any'),
  })
  .meta({
    id: 'Estimate',
    examples: [
      {
        valid: true,
        method: example.method,
        samples: 100,
        chunks: 10,
        forward_passes: 1_010_000,
        runner_seconds: 19.4,
        planning: null,
      },
    ],
  });
export type EstimateView = z.output<typeof estimate>;
