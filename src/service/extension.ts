import { certifierOf, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import { webhookOf } from './conditions.ts';
import { cut, estimateOf } from './cut.ts';
import type { Fault } from './errors.ts';
import { Refusal } from './errors.ts';
import { parseFields } from './fields.ts';
import { inherit } from './inheritance.ts';
import { gatesOf, requestOf } from './gate.ts';
import { stoppedEarly, type Job } from './job.ts';
import type { Intake } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import { settledMethod } from './method.ts';
import type { SettledMethod } from './method.ts';
import type { Model } from './model/model.ts';
import { paceOf } from './pair.ts';
import { extensionFields } from './request.ts';
import { allResults } from './results.ts';
import type { Submission } from './submission.ts';

/**
 * A job that goes on where `job` stopped: the same model, samples, method and seed with a larger cap. Rows that are decided
 * are taken over, the others go on with their draws, so that every row is that of a job with the larger cap from the start.
 * Else Refusal('job_not_succeeded'), or Refusal('request_invalid') with every fault at once.
 */
export async function prepareExtension(intake: Intake, job: Job, body: unknown): Promise<Submission> {
  if (job.status !== 'succeeded') {
    throw new Refusal('job_not_succeeded', `The job "${job.id}" is ${job.status}; ${ADVICE}`);
  }
  if (stoppedEarly(job)) {
    const standing = `was stopped early by its gate, with ${job.done} of ${job.total} samples examined`;
    throw new Refusal('job_stopped_early', `The job "${job.id}" ${standing}; ${ADVICE}`);
  }
  const { fields, faults: formal } = parseFields(extensionFields, body);
  const model = await intake.records.model(job.model_id);
  const denoiser = job.denoiser_id === null ? null : await intake.records.model(job.denoiser_id);
  const webhook = webhookOf(intake, fields.webhook, body);
  const method = extendedMethod(job, fields.max_n, model);
  const faults = [
    ...formal,
    ...(await missing(intake, job, model, denoiser)),
    ...(Array.isArray(method) ? method : []),
    ...(Array.isArray(webhook) ? webhook : []),
  ];
  if (faults.length > 0 || !model || Array.isArray(method) || Array.isArray(webhook)) {
    throw new Refusal('request_invalid', 'The extension is refused', faults);
  }
  const gate = extendedGate(job, method, model.facts.sample_shape);
  if ('faults' in gate) throw new Refusal('request_invalid', 'The extension is refused', gate.faults);
  const rows = await allResults(intake.records, job);
  const open = inherit(job.method, method.method, rows).carried.length;
  const facts = paceOf(model.facts, denoiser?.facts ?? null);
  const sizes = cut(job.total, facts, method, intake.limits);
  const settled = METHOD_SETTLED.parse(job.method);
  const passes = open * (method.passes - certifierOf(settled).passes(settled));
  const { tally: _, ...before } = job;
  return {
    inline: null,
    chunkSizes: sizes,
    estimate: { ...estimateOf(method, facts, job.total, sizes.length, passes), ...gate },
    job: {
      ...before,
      ...gate,
      extends: job.id,
      status: 'queued',
      stopping: null,
      method: method.method,
      done: 0,
      created_at: iso(intake.clock),
      started_at: null,
      finished_at: null,
      deadline: null,
      webhook,
      metadata: fields.metadata ?? {},
      provenance: null,
    },
  };
}

const ADVICE = 'a job is extended when it has succeeded, by the evidence of all its samples';

/** What the job was made of and is gone. */
async function missing(
  { records }: Intake,
  job: Job,
  model: Model | null,
  denoiser: Model | null,
): Promise<Fault[]> {
  const gone = (code: string, what: string) => ({
    code,
    message: `the ${what} of the job was deleted; upload the same file with the same metadata again`,
  });
  return [
    ...(model ? [] : [gone('model_unknown', `model "${job.model_id}"`)]),
    ...((await records.dataset(job.dataset_id))
      ? []
      : [gone('dataset_unknown', `dataset "${job.dataset_id}"`)]),
    ...(denoiser || job.denoiser_id === null
      ? []
      : [gone('denoiser_unknown', `denoiser "${job.denoiser_id}"`)]),
  ];
}

/** The gates of the job, with radii up to those of the larger cap. */
function extendedGate(
  { gate, total }: Job,
  { method }: SettledMethod,
  shape: readonly number[],
): Pick<Job, 'gate'> | { readonly faults: readonly Fault[] } {
  if (!gate) return {};
  const plan = { planned: total, shape, labelled: true };
  const found = gatesOf(gate.map(requestOf), METHOD_SETTLED.parse(method), plan);
  return 'gates' in found ? { gate: found.gates } : found;
}

/** The method with the larger cap, or why there is none; what is wrong with the method itself is said beside a wrong cap. */
function extendedMethod(job: Job, most: number | undefined, model: Model | null): SettledMethod | Fault[] {
  const before = METHOD_SETTLED.parse(job.method);
  const certifier = certifierOf(before);
  if (!certifier.extend) {
    const message = `the method of the job, ${before.name}, has no cap max_n that could be raised`;
    return [{ code: 'not_extendable', message }];
  }
  const shape = model?.facts.sample_shape ?? [];
  const extended = certifier.extend(before, most ?? Number.MAX_SAFE_INTEGER, shape);
  if ('settled' in extended) return settledMethod(extended.settled, shape, job.seed);
  return extended.obstacles.filter(({ pointer }) => most !== undefined || pointer === undefined);
}
