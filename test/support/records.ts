import type { Gate } from '../../src/certify/gate/gate.ts';
import { openRecords } from '../../src/adapters/sql/records.ts';
import type { Dataset } from '../../src/service/dataset/dataset.ts';
import type { Chunk, Job, Provenance, Row } from '../../src/service/job.ts';
import type { Model } from '../../src/service/model/model.ts';
import type { Records } from '../../src/service/ports.ts';
import type { Carried, ChunkTask } from '../../src/service/task.ts';

/** Records that live as long as the test. */
export async function memoryRecords(): Promise<Records> {
  const records = await openRecords(':memory:');
  await records.migrate();
  return records;
}

/** An instant, so many seconds after a fixed one. */
export const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + 1000 * seconds).toISOString();

/** A digest that looks like one: the same for the same text. */
export const digestOf = (text: string): string =>
  `sha256:${Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64)}`;

export const aModel = (id = 'mdl_1', changes: Partial<Model> = {}): Model => ({
  id,
  digest: digestOf(id),
  size: 1234,
  declared: { name: 'digits', domain: [0, 1], grid: 0.0625, classes: ['null', 'eins'], layout: 'NCHW' },
  facts: {
    opset: 13,
    parameters: 20,
    operators: { Gemm: 1 },
    inputs: [{ name: 'input', datatype: 'FP32', shape: [-1, 2] }],
    outputs: [{ name: 'logits', datatype: 'FP32', shape: [-1, 2] }],
    sample_shape: [2],
    classes: 2,
    fixed_batch: null,
    batch: 64,
    rate: 1e5,
    notes: [],
  },
  created_at: at(0),
  ...changes,
});

/** A runner's task on `aModel`, for samples that lie at the first places of their job unless said otherwise. */
export const aChunkTask = (
  changes: Pick<ChunkTask, 'method' | 'indices'> & Partial<ChunkTask>,
): ChunkTask => ({
  kind: 'chunk',
  model: { path: '', digest: '', facts: aModel().facts },
  denoiser: null,
  layout: 'NCHW',
  dataset: { path: '' },
  seed: '5'.repeat(64),
  places: changes.indices.map((_, place) => place),
  carried: [],
  probe: false,
  slice: 1e9,
  ...changes,
});

export const aDataset = (id = 'dst_1', changes: Partial<Dataset> = {}): Dataset => ({
  id,
  digest: digestOf(id),
  size: 99,
  declared: {
    name: 'digits-test',
    format: null,
    scale: 0.0625,
    layout: 'NCHW',
    samples_key: null,
    labels_key: null,
  },
  parts: [{ part: 'file', filename: 'digits.npz', digest: digestOf(`${id} file`), size: 77 }],
  facts: { format: 'npz', count: 4, shape: [2], range: [0, 1], grid: 0.0625, labels: { 0: 2, 1: 2 } },
  created_at: at(0),
  ...changes,
});

export const aJob = (id = 'job_1', changes: Partial<Job> = {}): Job => ({
  id,
  extends: null,
  status: 'queued',
  stopping: null,
  model_id: 'mdl_1',
  dataset_id: 'dst_1',
  denoiser_id: null,
  model_digest: digestOf('mdl_1'),
  dataset_digest: digestOf('dst_1'),
  denoiser_digest: null,
  method: { name: 'smoothing', sigma: 0.25 },
  seed: '00'.repeat(32),
  seed_source: 'derived',
  samples: { offset: 0, limit: 4, stride: 1 },
  total: 4,
  done: 0,
  created_at: at(0),
  started_at: null,
  finished_at: null,
  deadline: null,
  error: null,
  webhook: { url: 'https://example.org/hook', secret: 'whsec_x' },
  metadata: { git_sha: 'abc' },
  provenance: null,
  ...changes,
});

/** Half of the samples right and certified at 0.25, without chance. */
export const aGate = ({ planned = 4, ...changes }: Partial<Gate> = {}): Gate => ({
  metric: 'certified_accuracy',
  radius: 0.25,
  min: 0.5,
  max: null,
  of: 'samples',
  delta: 0.001,
  stop: true,
  guarantee: { kind: 'deterministic', per: 'sample', arithmetic: 'float32' },
  planned,
  confidence: null,
  allowance: 0,
  needs: { counted: Math.ceil(planned / 2), proved: Math.ceil(planned / 2) },
  largest_radius: null,
  ...changes,
});

/** The plan of a job: so many chunks of so many samples each. */
export const chunksOf = (jobId: string, chunks: number, count = 1): Chunk[] =>
  Array.from({ length: chunks }, (_, ordinal) => ({
    id: `${jobId}-${ordinal}`,
    job_id: jobId,
    ordinal,
    first: ordinal * count,
    count,
  }));

export const aRow = (index: number, changes: Partial<Row> = {}): Row => ({
  index,
  label: 1,
  prediction: 1,
  base_prediction: 1,
  correct: true,
  verdict: 'certified',
  norm: 'l2',
  radius: 0.1 + 0.2,
  reason: null,
  evidence: { count: 9921, n: 10000, p_lower: 0.98834, noise_allowance: 1.1e-15, note: null },
  seconds: 0.21,
  ...changes,
});

/** A sample laid aside half-way, with what is proved of it. */
export const aCarried = (index: number, changes: Partial<Carried> = {}): Carried => ({
  index,
  carry: { votes: [1, 2], drawn: 3 },
  round: 1,
  interim: aRow(index, { radius: 0.25 }),
  seconds: 0.5,
  ...changes,
});

export const PROVENANCE: Provenance = {
  product: 'provable 0.1.0',
  engine: 'onnxruntime',
  version: '1.30.0',
  provider: 'cpu',
  threads: 1,
  optimization: 'all',
  platform: 'linux-x64',
  batch: 64,
};
