import type { Job, JobError } from './job.ts';
import type { Ending } from './ports.ts';
import type { Lifecycle } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import type { Summary } from './provable.ts';
import { summaryOf } from './summary.ts';

/** The announcement of a job's end: thin, with the summary where there is one. */
function message(
  job: Job,
  status: Ending['status'],
  at: string,
  error: JobError | null,
  summary: Summary | null,
) {
  const { id, model_id, denoiser_id, dataset_id, method, metadata } = job;
  const data = {
    id,
    status,
    model: model_id,
    denoiser: denoiser_id,
    dataset: dataset_id,
    method: method.name,
    metadata,
    error,
    summary,
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
  const summary = status === 'succeeded' ? await summaryOf(lifecycle.records, job) : null;
  const delivery = job.webhook && {
    id: lifecycle.newId('msg'),
    url: job.webhook.url,
    secret: job.webhook.secret,
    body: message(job, status, at, error, summary),
  };
  const event = summary ? { summary } : error ? { error } : {};
  const ended = await lifecycle.records.end(job.id, at, { status, error, event, delivery });
  if (ended) {
    lifecycle.log.info({ job: job.id, status }, 'job ended');
    await lifecycle.signals.publish('job', job.id);
  }
  return ended;
}
