import { dispatch } from './dispatch.ts';
import { finish } from './finish.ts';
import { isDecided } from './gate.ts';
import type { Job, JobError, Status } from './job.ts';
import { isTerminal } from './job.ts';
import type { Lifecycle } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import { ticketOf } from './plan.ts';

/** Asks every worker to let go of the job, and ends it at once when nobody works on it. */
export async function stop(
  lifecycle: Lifecycle,
  jobId: string,
  reason: NonNullable<Job['stopping']>,
  error: JobError | null,
): Promise<Job | null> {
  const job = await lifecycle.records.stop(jobId, reason, iso(lifecycle.clock), error);
  if (!job || isTerminal(job.status)) return job;
  await lifecycle.signals.publish('stop', jobId);
  await lifecycle.signals.publish('job', jobId);
  await settle(lifecycle, jobId);
  return lifecycle.records.job(jobId);
}

export const DEADLINE_ERROR: JobError = {
  code: 'deadline_passed',
  message: 'the job had not ended at its deadline; the rows there are stand',
};

/**
 * Brings a job forward as far as its records allow: expired when its deadline has passed, ended when it is being
 * stopped and no runner works on it, succeeded when every row stands, or when no row to come can change what its gates say.
 * Safe to call at any time, from anywhere.
 */
export async function settle(lifecycle: Lifecycle, jobId: string): Promise<void> {
  const { records, clock } = lifecycle;
  const job = await records.job(jobId);
  if (!job || isTerminal(job.status)) return;
  if (job.stopping) {
    if ((await records.running(jobId, iso(clock))) === 0)
      await finish(lifecycle, job, END_OF[job.stopping], job.error);
    return;
  }
  if (job.done === job.total) {
    await succeed(lifecycle, job);
    return;
  }
  if (isDecided(job)) {
    await stop(lifecycle, jobId, 'decided', null);
    return;
  }
  if (job.deadline !== null && job.deadline <= iso(clock))
    await stop(lifecycle, jobId, 'expired', DEADLINE_ERROR);
}

const END_OF = {
  canceled: 'canceled',
  expired: 'expired',
  failed: 'failed',
  decided: 'succeeded',
} as const satisfies Record<NonNullable<Job['stopping']>, Status>;

/** A stop that came between the last row and here has the last word. */
async function succeed(lifecycle: Lifecycle, job: Job): Promise<void> {
  try {
    await finish(lifecycle, job, 'succeeded', null);
  } catch (error) {
    const now = await lifecycle.records.job(job.id);
    if (!now?.stopping) throw error;
    await settle(lifecycle, job.id);
  }
}

/** Settles one job and gives the queue back what it has lost of it. */
export async function reconcileJob(lifecycle: Lifecycle, jobId: string): Promise<void> {
  await settle(lifecycle, jobId);
  for (const turn of await lifecycle.records.lostChunks(jobId, iso(lifecycle.clock))) {
    await lifecycle.queue.add(ticketOf(turn));
  }
  await dispatch(lifecycle, jobId);
}

/** At start and on a timer: the records are the truth, and the queue is made to agree with them. */
export async function reconcile(lifecycle: Lifecycle): Promise<void> {
  for (const jobId of await lifecycle.records.unfinished()) {
    try {
      await reconcileJob(lifecycle, jobId);
    } catch (error) {
      lifecycle.log.warn({ job: jobId, err: error }, 'the job could not be reconciled; next round');
    }
  }
}
