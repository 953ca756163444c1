import { gateStandings } from './gate.ts';
import type { Job, JobError } from './job.ts';
import type { Ending } from './ports.ts';
import type { Lifecycle } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import type { Summary } from './provable.ts';
import { summaryOf } from './summary.ts';

/** The announcement of a job's end: thin, with how its gates stand, and the summary where there is one. */
function message(job: Job, at: string, error: JobError | null, summary: Summary | null) {
  const { id, status, model_id, denoiser_id, dataset_id, method, metadata } = job;
  const data = {
    id,
    status,
    model: model_id,
    denoiser: denoiser_id,
    dataset: dataset_id,
    method: method.name,
    metadata,
    error,
    gate: gateStandings(job),
    summary: summary && { ...summary, gate: undefined },
  };
  return JSON.stringify({ type: `job.${status}`, timestamp: at, data });
}

/** Ends a job: status, event and announcement stand together or not at all. False when it had ended before. */
export async function finish(
  lifecycle: Lifecycle,
  job: Job,
  status: Ending['status'],
  error: JobError | null,
): Promise<boolean> {
  const at = iso(lifecycle.clock);
  const ended = { ...job, status };
  const summary = status === 'succeeded' ? await summaryOf(lifecycle.records, ended) : null;
  const delivery = job.webhook && {
    id: lifecycle.newId('msg'),
    url: job.webhook.url,
    secret: job.webhook.secret,
    body: message(ended, at, error, summary),
  };
  const event = summary ? { summary } : error ? { error } : {};
  const isFirst = await lifecycle.records.end(job.id, at, { status, error, event, delivery });
  if (isFirst) {
    lifecycle.log.info({ job: job.id, status }, 'job ended');
    await lifecycle.signals.publish('job', job.id);
  }
  return isFirst;
}
