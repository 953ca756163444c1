import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Comparison } from '../../../../src/service/comparison/facts.ts';
import type { Dataset } from '../../../../src/service/dataset/dataset.ts';
import { Refusal } from '../../../../src/service/errors.ts';
import type { Delivery, Job, JobEvent, Row } from '../../../../src/service/job.ts';
import type { Model } from '../../../../src/service/model/model.ts';
import type { Estimate, Provable, Stored, Summary } from '../../../../src/service/provable.ts';
import { aSigner } from '../../../support/signer.ts';

export const MODEL_ID = `mdl_${'1'.repeat(32)}`;
export const DATASET_ID = `dst_${'2'.repeat(32)}`;
export const JOB_ID = `job_${'3'.repeat(32)}`;
export const EXTENSION_ID = `job_${'4'.repeat(32)}`;
export const SECRET = 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const at = (second: number) => `2026-01-31T12:00:${String(second).padStart(2, '0')}.000Z`;

export const model: Model = {
  id: MODEL_ID,
  digest: digest('a'),
  size: 1234,
  declared: { name: 'digits', domain: [0, 1], grid: 0.0625, classes: null, layout: 'NCHW' },
  facts: {
    opset: 13,
    parameters: 41234,
    operators: { Conv: 2, Gemm: 2 },
    inputs: [{ name: 'input', datatype: 'FP32', shape: [-1, 1, 8, 8] }],
    outputs: [{ name: 'logits', datatype: 'FP32', shape: [-1, 10] }],
    sample_shape: [1, 8, 8],
    classes: 10,
    fixed_batch: null,
    batch: 256,
    rate: 50_000,
    notes: [],
  },
  created_at: at(0),
};

export const dataset: Dataset = {
  id: DATASET_ID,
  digest: digest('b'),
  size: 4321,
  declared: {
    name: 'digits-test',
    format: null,
    scale: 0.0625,
    layout: 'NCHW',
    samples_key: null,
    labels_key: null,
  },
  parts: [{ part: 'file', filename: 'digits.npz', digest: digest('c'), size: 999 }],
  facts: { format: 'npz', count: 500, shape: [1, 8, 8], range: [0, 1], grid: 0.0625, labels: { 0: 50 } },
  created_at: at(0),
};

export const job: Job = {
  id: JOB_ID,
  extends: null,
  status: 'running',
  stopping: null,
  model_id: MODEL_ID,
  dataset_id: DATASET_ID,
  denoiser_id: null,
  model_digest: digest('a'),
  dataset_digest: digest('b'),
  denoiser_digest: null,
  method: { name: 'smoothing', sigma: 0.25 },
  seed: '4d'.repeat(32),
  seed_source: 'derived',
  samples: { offset: 0, limit: 100, stride: 1 },
  total: 100,
  done: 25,
  created_at: at(0),
  started_at: at(1),
  finished_at: null,
  deadline: null,
  error: null,
  webhook: { url: 'https://example.org/hook', secret: SECRET },
  metadata: { team: 'red' },
  provenance: null,
};

export const rowAt = (index: number): Row => ({
  index,
  label: 3,
  prediction: 3,
  base_prediction: 3,
  correct: true,
  verdict: 'certified',
  norm: 'l2',
  radius: 0.5,
  reason: index === 1 ? 'says "no", twice' : null,
  evidence: { count: 990, n: 1000 },
  seconds: 0.25,
});

export const events: readonly JobEvent[] = [
  { job_id: JOB_ID, seq: 1, type: 'job.queued', at: at(0), data: {} },
  { job_id: JOB_ID, seq: 2, type: 'job.started', at: at(1), data: {} },
  { job_id: JOB_ID, seq: 3, type: 'job.succeeded', at: at(2), data: { done: 100 } },
];

export const delivery: Delivery = {
  id: 'msg_1',
  job_id: JOB_ID,
  type: 'job.succeeded',
  url: 'https://example.org/hook',
  secret: SECRET,
  body: '{}',
  status: 'pending',
  attempts: [{ at: at(3), status: 503, error: 'the receiver answered 503' }],
  next_attempt_at: at(8),
  created_at: at(2),
};

export const summary: Summary = {
  samples: 100,
  clean_accuracy: 0.95,
  base_accuracy: 0.96,
  certified: 96,
  predicted: 0,
  abstained: 2,
  undecided: 2,
  falsified: 0,
  average_certified_radius: 0.44,
  certified_accuracy: [{ radius: 0, value: 0.93, proved: 0.91, population_lower: 0.8156, certified: 96 }],
  norm: 'l2',
  guarantee: { kind: 'probabilistic', confidence: 0.999, per: 'sample', arithmetic: 'float32' },
  statement: {
    confidence: 0.999,
    false_certificates_at_most: 2,
    of: 100,
    clean_accuracy: 0.93,
    text: 'With confidence 0.999, at most 2 are false.',
  },
  population: { confidence: 0.999, clean_accuracy: 0.8444, text: 'Of inputs that were not tested.' },
  running: 0,
  gate: null,
  draws: null,
};

const evidence = { p_value: 0.01, adjusted_p_value: 0.02, true_p_value: 0.03, adjusted_true_p_value: 0.06 };

export const comparison: Comparison = {
  sides: [JOB_ID, EXTENSION_ID].map((id) => ({
    job: { ...job, id, provenance: null },
    name: 'digits',
    title: 'Randomized smoothing',
    summary,
    curve: summary.certified_accuracy,
  })),
  pairs: [
    {
      first: 0,
      second: 1,
      findings: [
        {
          radius: 0,
          both: 80,
          first_only: 2,
          second_only: 12,
          neither: 6,
          first_only_true: 0,
          second_only_true: 10,
          second_more: evidence,
          first_more: { ...evidence, p_value: 1, adjusted_p_value: 1 },
          more: 'second',
        },
      ],
      gains: [
        {
          index: 7,
          label: 3,
          first: { verdict: 'abstained', prediction: null, radius: null },
          second: { verdict: 'certified', prediction: 3, radius: 0.5 },
        },
      ],
      losses: [],
      further: 12,
      less: 2,
    },
  ],
  radii: [0],
  radii_source: 'client',
  norm: 'l2',
  labelled: true,
  dataset: { id: DATASET_ID, digest: digest('b'), name: 'digits-test' },
  samples: { offset: 0, stride: 1, count: 100 },
  statement: { confidence: 0.998, text: 'Of these samples alone.' },
  test: { confidence: 0.95, questions: 2, text: 'Of other inputs.' },
  caveats: ['Not fragile.'],
};

export const page = { html: '<!doctype html>\n<title>A report</title>\n', style: 'sha256-c3R5bGU=' };

/** Reads a source to its end, as a store does. */
export async function drain(source: Readable): Promise<Stored> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const bytes of source as AsyncIterable<Buffer>) {
    hash.update(bytes);
    size += bytes.length;
  }
  return { digest: `sha256:${hash.digest('hex')}`, size };
}

export const estimate: Estimate = {
  method: job.method,
  samples: 100,
  chunks: 4,
  forward_passes: 1_010_000,
  runner_seconds: 20.2,
  planning: null,
};

export const CERTIFICATE = { text: '{"format":"provable/certificate"}', signature: 'aGVhZGVy..c2lnbmF0dXJl' };

/** A service that has one of everything; a test puts its own behaviour over it. */
export function stubProvable(over: Partial<Provable> = {}): Provable {
  const known =
    <T>(id: string, value: T, code: 'model_unknown' | 'dataset_unknown' | 'job_unknown') =>
    async (asked: string) => {
      if (asked !== id) throw new Refusal(code);
      return value;
    };
  const knownJob = known(JOB_ID, job, 'job_unknown');
  return {
    store: (_, source) => drain(source),
    discard: async () => undefined,
    admitModel: async () => ({ model, known: false }),
    model: known(MODEL_ID, model, 'model_unknown'),
    models: async () => ({ data: [model], next_cursor: null }),
    removeModel: known(MODEL_ID, undefined, 'model_unknown'),
    support: () => ({ smoothing: { supported: true, reasons: [] } }),
    admitDataset: async () => ({ dataset, known: false }),
    dataset: known(DATASET_ID, dataset, 'dataset_unknown'),
    datasets: async () => ({ data: [dataset], next_cursor: null }),
    removeDataset: known(DATASET_ID, undefined, 'dataset_unknown'),
    submit: async () => job,
    estimate: async () => estimate,
    extend: async (id) => ({ ...(await knownJob(id)), id: EXTENSION_ID, extends: id }),
    estimateExtension: async (id) => (await knownJob(id)) && estimate,
    job: knownJob,
    jobs: async () => ({ data: [job], next_cursor: null }),
    wait: knownJob,
    cancel: async (id) => ({ ...(await knownJob(id)), stopping: 'canceled', status: 'canceling' }),
    rows: async (id, after, limit) => {
      await knownJob(id);
      const all = Array.from({ length: 1203 }, (_, index) => ({ ...rowAt(index), final: true }));
      return all.slice((after ?? -1) + 1, (after ?? -1) + 1 + limit);
    },
    summary: async (id) => (await knownJob(id)) && summary,
    report: async (id) => (await knownJob(id)) && page,
    gate: async (id) => {
      await knownJob(id);
      throw new Refusal('gate_unknown');
    },
    compare: async () => comparison,
    comparison: async () => page,
    modelHistory: async (id, { norm = null }) => {
      if (id !== MODEL_ID) throw new Refusal('model_unknown');
      const of = { id: DATASET_ID, digest: dataset.digest };
      return { name: 'digits', dataset: of, norm: norm ?? 'l2', versions: [{ job, summary }], next: null };
    },
    modelCard: async (id, origin) => (await knownJob(id)) && `---\n---\n${origin}\n`,
    metrics: async (id) => (await knownJob(id)) && '# EOF\n',
    certificate: async (id) => (await knownJob(id)) && CERTIFICATE,
    outcomes: async (id) => (await knownJob(id)) && Readable.from(['{"index":0}\n', '{"index":1}\n']),
    holds: async (digest) => digest === model.digest || digest === dataset.digest,
    signingKeys: () => aSigner.keys,
    history: async (id, after, limit) => {
      await knownJob(id);
      return events.filter(({ seq }) => seq > after).slice(0, limit);
    },
    events: async function* (_, after) {
      yield* events.filter(({ seq }) => seq > after);
    },
    deliveries: async (id) => (await knownJob(id)) && [delivery],
    unready: async () => ({}),
    ...over,
  };
}
