import { METHOD_NAMES, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import type { Problem } from '../certify/certifier.ts';
import type { Gate } from '../certify/gate/gate.ts';
import { NOT_A_CLASSIFIER, NOT_EXAMINED, type Capability } from './capability.ts';
import { deadlineOf, memberOf, webhookOf } from './conditions.ts';
import type { Dataset } from './dataset/dataset.ts';
import { matchDataset } from './dataset/match.ts';
import { findDenoiser, matchDenoiser } from './denoiser.ts';
import type { Fault } from './errors.ts';
import { Refusal } from './errors.ts';
import { parseFields, pointerTo } from './fields.ts';
import { cut, estimateOf } from './cut.ts';
import { derivedSeed } from './identity.ts';
import { inlineDataset } from './inline.ts';
import type { InlineDataset } from './inline.ts';
import type { Job, SampleRange, Webhook } from './job.ts';
import type { Intake } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import { settleMethod } from './method.ts';
import type { SettledMethod } from './method.ts';
import { isUnexamined } from './model/methods.ts';
import { roleOf, type Model } from './model/model.ts';
import { paceOf } from './pair.ts';
import { gatesOf } from './gate.ts';
import { fitRange } from './plan.ts';
import type { Estimate } from './provable.ts';
import type { ParsedFields } from './request.ts';
import { sampleShapeFor, type SampleShape } from './sample-shape.ts';
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

/** The model, with what is to be found out about it for the method. */
async function findModel(
  { records }: Intake,
  capability: Capability,
  { model: id, method }: Fields,
): Promise<Model | Fault[]> {
  if (id === undefined) return [];
  const model = await records.model(id);
  if (!model) return [at('/model', { code: 'model_unknown', message: `there is no model "${id}"` })];
  if (roleOf(model.facts) === 'denoiser') return [at('/model', NOT_A_CLASSIFIER)];
  const name = METHOD_NAMES.find((one) => one === method?.name);
  return name && isUnexamined(model.facts, name) ? (await capability.complete([model]))[0]! : model;
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

/** The offset is judged also where something beside it is wrong. */
function rangeOf(samples: Fields['samples'], given: unknown, dataset: Dataset): SampleRange | Fault[] {
  const { count } = dataset.facts;
  const offset = samples?.offset ?? memberOf(given, 'offset');
  if (typeof offset === 'number' && offset >= count) {
    const message = `the offset ${offset} is beyond the end: the dataset has ${count} samples`;
    return [at('/samples/offset', { code: 'offset_beyond_end', message })];
  }
  return samples ? fitRange(samples, count) : [];
}

const problemOf = (
  { facts, declared }: Model,
  { facts: data }: Dataset,
  denoiser: Model | null,
): Problem => ({
  classes: facts.classes,
  shape: facts.sample_shape,
  domain: declared.domain,
  grid: declared.grid,
  layout: declared.layout,
  data: { range: data.range, grid: data.grid },
  ...(denoiser && { denoiser: { id: denoiser.id, digest: denoiser.digest } }),
});

const isFaults = (value: unknown): value is Fault[] => Array.isArray(value);
const faultsIn = (...values: readonly unknown[]): Fault[] => values.filter(isFaults).flat();

/** The same field is not complained about twice, nor the same node. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ pointer, code, node, operator }) => {
    const key = JSON.stringify([pointer, code, node, operator]);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * Everything that can be known about a request before any work: either a submission, or Refusal('request_invalid')
 * with every fault at once. Each field is judged as far as the others allow.
 */
export async function prepare(intake: Intake, capability: Capability, body: unknown): Promise<Submission> {
  const { fields, faults: formal } = parseFields(jobRequestFields, body);
  const given = new Set(Object.keys(Object(body) as object));
  const model = await findModel(intake, capability, fields);
  const found = formal.some(({ pointer }) => pointer === '') ? [] : await findDataset(intake, fields, given);
  const front = await findDenoiser(intake.records, fields.method);
  const denoiser = isFaults(front) ? null : front;
  const webhook = webhookOf(intake, fields.webhook, body);
  const deadline = deadlineOf(intake, fields.deadline);
  const early = faultsIn(model, found, webhook, deadline);

  const taken = isFaults(model) ? null : sampleShapeFor(fields.method, model);
  const inline =
    fields.inputs && taken && !isFaults(model) && isFaults(found) && found.length === 0
      ? inlineDataset(fields.inputs, model, taken, iso(intake.clock))
      : null;
  const dataset = inline === null ? found : isFaults(inline) ? inline : inline.dataset;
  const both = isFaults(model) || isFaults(dataset) ? null : { model, dataset };
  const match = both && taken ? matchFaults(both.model, both.dataset, taken, inline !== null) : [];
  const range = isFaults(dataset) ? [] : rangeOf(fields.samples, memberOf(body, 'samples'), dataset);
  const problem = both ? problemOf(both.model, both.dataset, denoiser) : null;
  const support = isFaults(model) ? {} : capability.support(model);
  const method = fields.method === undefined ? [] : settleMethod(fields.method, problem, support);

  const judged =
    fields.gate && both && !isFaults(range) && !isFaults(method)
      ? gatesOf(fields.gate, METHOD_SETTLED.parse(method.method), {
          planned: range.limit,
          shape: both.model.facts.sample_shape,
          labelled: Object.keys(both.dataset.facts.labels).length > 0,
        })
      : null;
  const gates = judged && 'faults' in judged ? judged.faults : [];

  const paired = denoiser ? matchDenoiser(isFaults(model) ? null : model, denoiser) : [];
  const faults = distinct([
    ...[...formal, ...early, ...faultsIn(dataset), ...match, ...faultsIn(range, front)],
    ...[...paired, ...faultsIn(method), ...gates],
  ]);
  const wrong = isFaults(model) || isFaults(dataset) || isFaults(range) || isFaults(method);
  if (faults.length > 0 && faults.every(({ code }) => code === NOT_EXAMINED)) {
    throw new Refusal('overloaded', faults[0]!.message, faults);
  }
  if (faults.length > 0 || wrong || isFaults(webhook) || isFaults(deadline)) {
    throw new Refusal('request_invalid', 'The job is refused', faults);
  }

  return submissionOf(intake, {
    inline: isFaults(inline) ? null : inline,
    model,
    denoiser,
    dataset,
    range,
    method,
    webhook,
    deadline,
    metadata: fields.metadata ?? {},
    gate: judged && 'gates' in judged ? judged.gates : null,
  });
}

function matchFaults(model: Model, dataset: Dataset, taken: SampleShape, inline: boolean): readonly Fault[] {
  const pointer = inline ? pointerTo('inputs') : pointerTo('dataset');
  return matchDataset(model, dataset, pointer, taken);
}

interface Judged {
  readonly inline: InlineDataset | null;
  readonly model: Model;
  readonly denoiser: Model | null;
  readonly dataset: Dataset;
  readonly range: SampleRange;
  readonly method: SettledMethod;
  readonly webhook: Webhook | null;
  readonly deadline: string | null;
  readonly metadata: Job['metadata'];
  readonly gate: readonly Gate[] | null;
}

function submissionOf(intake: Intake, judged: Judged): Submission {
  const { model, denoiser, dataset, range, method, webhook, deadline, metadata, inline, gate } = judged;
  const facts = paceOf(model.facts, denoiser?.facts ?? null);
  const sizes = cut(range.limit, facts, method, intake.limits);
  return {
    inline,
    chunkSizes: sizes,
    estimate: {
      ...estimateOf(method, facts, range.limit, sizes.length, method.passes * range.limit),
      ...(gate && { gate }),
    },
    job: {
      extends: null,
      status: 'queued',
      stopping: null,
      model_id: model.id,
      dataset_id: dataset.id,
      denoiser_id: denoiser?.id ?? null,
      model_digest: model.digest,
      dataset_digest: dataset.digest,
      denoiser_digest: denoiser?.digest ?? null,
      method: method.method,
      seed: method.seed ?? derivedSeed(model.digest, dataset.digest, method.keyed),
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
      ...(gate && { gate }),
      provenance: null,
    },
  };
}
