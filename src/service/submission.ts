import { certifierOf, METHOD_REQUEST } from '../certify/certifiers/index.ts';
import type { Obstacle, Problem } from '../certify/certifier.ts';
import type { Dataset } from './dataset/dataset.ts';
import { matchDataset } from './dataset/match.ts';
import type { Fault } from './errors.ts';
import { Refusal } from './errors.ts';
import { faultsOfIssues, parseFields, pointerTo } from './fields.ts';
import { derivedSeed } from './identity.ts';
import { inlineDataset } from './inline.ts';
import type { InlineDataset } from './inline.ts';
import type { Job, SampleRange, Webhook } from './job.ts';
import type { Intake } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import type { Model } from './model/model.ts';
import { chunkSize, evenSizes, fitRange, taperedSizes } from './plan.ts';
import type { Estimate } from './provable.ts';
import type { ParsedFields } from './request.ts';
import { jobRequestFields } from './request.ts';

type Fields = ParsedFields<typeof jobRequestFields>;

/** A request that can be carried out, as a job without an id. Nothing is stored yet. */
export interface Submission {
  readonly job: Omit<Job, 'id'>;
  /** The dataset that the request brought along, to be stored before the job. */
  readonly inline: InlineDataset | null;
  readonly chunkSizes: readonly number[];
  readonly estimate: Estimate;
}

const at = (pointer: string, fault: Omit<Fault, 'pointer'>): Fault => ({ ...fault, pointer });

async function findModel(intake: Intake, id: string | undefined): Promise<Model | Fault[]> {
  if (id === undefined) return [];
  const model = await intake.records.model(id);
  return model ?? [at('/model', { code: 'model_unknown', message: `there is no model "${id}"` })];
}

async function findDataset(
  intake: Intake,
  fields: Fields,
  given: ReadonlySet<string>,
): Promise<Dataset | Fault[]> {
  const both = given.has('dataset') && given.has('inputs');
  if (both) return [at('/inputs', { code: 'field_conflict', message: 'give a dataset or inputs, not both' })];
  if (!given.has('dataset') && !given.has('inputs')) {
    return [at('/dataset', { code: 'field_missing', message: 'a dataset (or inputs) is needed' })];
  }
  if (fields.dataset === undefined) return [];
  const dataset = await intake.records.dataset(fields.dataset);
  const message = `there is no dataset "${fields.dataset}"`;
  return dataset ?? [at('/dataset', { code: 'dataset_unknown', message })];
}

function rangeOf(samples: NonNullable<Fields['samples']>, dataset: Dataset): SampleRange | Fault[] {
  const range = fitRange(samples, dataset.facts.count);
  if (range.limit > 0) return range;
  const message = `the offset ${samples.offset} is beyond the end: the dataset has ${dataset.facts.count} samples`;
  return [at('/samples/offset', { code: 'offset_beyond_end', message })];
}

function webhookOf(intake: Intake, field: Fields['webhook']): Webhook | null | Fault[] {
  if (field === undefined) return null;
  const { url, secret } = typeof field === 'string' ? { url: field, secret: null } : field;
  const message = intake.checkWebhookUrl(url);
  if (message === null) return { url, secret };
  return [
    at(typeof field === 'string' ? '/webhook' : '/webhook/url', { code: 'webhook_not_allowed', message }),
  ];
}

function deadlineOf(intake: Intake, field: Fields['deadline']): string | null | Fault[] {
  if (field === undefined) return null;
  const time = typeof field === 'number' ? iso(intake.clock, field * 1000) : new Date(field).toISOString();
  if (time > iso(intake.clock)) return time;
  return [at('/deadline', { code: 'deadline_past', message: `the deadline ${time} has passed already` })];
}

const problemOf = ({ facts, declared }: Model, { facts: data }: Dataset): Problem => ({
  classes: facts.classes,
  shape: facts.sample_shape,
  domain: declared.domain,
  grid: declared.grid,
  data: { range: data.range, grid: data.grid },
});

const obstacle = ({ pointer, ...rest }: Obstacle): Fault => at(`/method${pointer ?? ''}`, rest);

interface Settled {
  readonly method: Job['method'];
  readonly passes: number;
  readonly seed: string | null;
}

/** The method with every default filled in; without model and data only its form can be judged. */
function settleMethod(asked: unknown, problem: Problem | null): Settled | Fault[] {
  const parsed = METHOD_REQUEST.safeParse(asked, { reportInput: true });
  if (!parsed.success) return [...faultsOfIssues(parsed.error.issues, ['method'])];
  if (!problem) return [];
  const certifier = certifierOf(parsed.data);
  const unsupported = certifier.supports(problem);
  if (unsupported.length > 0)
    return unsupported.map((one) => ({ ...obstacle(one), pointer: '/method/name' }));
  const settled = certifier.settle(parsed.data, problem);
  if ('obstacles' in settled) return settled.obstacles.map(obstacle);
  return {
    method: settled.settled,
    passes: certifier.passes(settled.settled),
    seed: parsed.data.seed ?? null,
  };
}

const isFaults = (value: unknown): value is Fault[] => Array.isArray(value);
const faultsIn = (...values: readonly unknown[]): Fault[] => values.filter(isFaults).flat();

/** The same field is not complained about twice. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ pointer, code }) => {
    const key = `${pointer} ${code}`;
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * Everything that can be known about a request before any work: either a submission, or Refusal('request_invalid')
 * with every fault at once. Each field is judged as far as the others allow.
 */
export async function prepare(intake: Intake, body: unknown): Promise<Submission> {
  const { fields, faults: formal } = parseFields(jobRequestFields, body);
  const given = new Set(Object.keys(Object(body) as object));
  const model = await findModel(intake, fields.model);
  const found = formal.some(({ pointer }) => pointer === '') ? [] : await findDataset(intake, fields, given);
  const webhook = webhookOf(intake, fields.webhook);
  const deadline = deadlineOf(intake, fields.deadline);
  const early = faultsIn(model, found, webhook, deadline);

  const inline =
    fields.inputs && !isFaults(model) && isFaults(found) && found.length === 0
      ? inlineDataset(fields.inputs, model, iso(intake.clock))
      : null;
  const dataset = inline === null ? found : isFaults(inline) ? inline : inline.dataset;
  const both = isFaults(model) || isFaults(dataset) ? null : { model, dataset };
  const match = both ? matchFaults(both.model, both.dataset, inline !== null) : [];
  const range = isFaults(dataset) || !fields.samples ? [] : rangeOf(fields.samples, dataset);
  const problem = both ? problemOf(both.model, both.dataset) : null;
  const method = fields.method === undefined ? [] : settleMethod(fields.method, problem);

  const faults = distinct([...formal, ...early, ...faultsIn(dataset), ...match, ...faultsIn(range, method)]);
  if (faults.length > 0 || isFaults(model) || isFaults(dataset) || isFaults(range) || isFaults(method)) {
    throw new Refusal('request_invalid', 'The job is refused', faults);
  }
  if (isFaults(webhook) || isFaults(deadline))
    throw new Refusal('request_invalid', 'The job is refused', faults);

  return submissionOf(intake, {
    inline: isFaults(inline) ? null : inline,
    model,
    dataset,
    range,
    method,
    webhook,
    deadline,
    metadata: fields.metadata ?? {},
  });
}

function matchFaults(model: Model, dataset: Dataset, inline: boolean): readonly Fault[] {
  const pointer = inline ? pointerTo('inputs') : pointerTo('dataset');
  return matchDataset(model, dataset).map((fault) => ({ ...fault, pointer }));
}

interface Judged {
  readonly inline: InlineDataset | null;
  readonly model: Model;
  readonly dataset: Dataset;
  readonly range: SampleRange;
  readonly method: Settled;
  readonly webhook: Webhook | null;
  readonly deadline: string | null;
  readonly metadata: Job['metadata'];
}

function submissionOf(intake: Intake, judged: Judged): Submission {
  const { model, dataset, range, method, webhook, deadline, metadata, inline } = judged;
  const { chunkSeconds, chunkSamples } = intake.limits;
  const sizes =
    chunkSamples === null
      ? taperedSizes(range.limit, chunkSize(model.facts.rate, method.passes, chunkSeconds))
      : evenSizes(range.limit, chunkSamples);
  const passes = method.passes * range.limit;
  return {
    inline,
    chunkSizes: sizes,
    estimate: {
      method: method.method,
      samples: range.limit,
      chunks: sizes.length,
      forward_passes: passes,
      runner_seconds: Math.round((passes / model.facts.rate) * 1000) / 1000,
    },
    job: {
      status: 'queued',
      stopping: null,
      model_id: model.id,
      dataset_id: dataset.id,
      model_digest: model.digest,
      dataset_digest: dataset.digest,
      method: method.method,
      seed: method.seed ?? derivedSeed(model.digest, dataset.digest, method.method),
      seed_source: method.seed === null ? 'derived' : 'client',
      samples: range,
      total: range.limit,
      done: 0,
      created_at: iso(intake.clock),
      started_at: null,
      finished_at: null,
      deadline,
      error: null,
      webhook,
      metadata,
      provenance: null,
    },
  };
}
