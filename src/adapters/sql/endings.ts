import { assertTransition, isTerminal } from '../../service/job.ts';
import type { Ending, Records } from '../../service/ports.ts';
import { addDelivery } from './deliveries.ts';
import { appendEvent } from './events.ts';
import { holdJob } from './holding.ts';
import { readJob } from './jobs.ts';
import type { JobColumns, Writing } from './schema.ts';
import type { Store } from './store.ts';

export function endings(store: Store): Pick<Records, 'stop' | 'end'> {
  return {
    stop: (jobId, reason, now, error) =>
      store.write(async (writing) => {
        const job = await holdJob(store, writing, jobId);
        if (!job) return null;
        if (isTerminal(job.status) || job.stopping !== null) return readJob(job);
        const status = reason === 'canceled' ? 'canceling' : job.status;
        const changes = { status, stopping: reason, error: error && JSON.stringify(error) };
        if (status !== job.status) assertTransition(job.status, status);
        await writing.updateTable('jobs').set(changes).where('id', '=', job.id).execute();
        if (reason === 'canceled') await appendEvent(writing, job, 'job.canceling', now, {});
        if (reason === 'decided') await appendEvent(writing, job, 'job.decided', now, { done: job.done });
        return readJob({ ...job, ...changes });
      }),

    end: (jobId, now, ending) =>
      store.write(async (writing) => {
        const job = await holdJob(store, writing, jobId);
        if (!job || isTerminal(job.status)) return false;
        assertTransition(job.status, ending.status);
        await end(writing, job, now, ending);
        return true;
      }),
  };
}

async function end(writing: Writing, job: JobColumns, now: string, ending: Ending): Promise<void> {
  const type = `job.${ending.status}` as const;
  // What was said when the job was stopped is not forgotten when it ends.
  const error = ending.error ? JSON.stringify(ending.error) : job.error;
  await writing
    .updateTable('jobs')
    .set({ status: ending.status, finished_at: now, error })
    .where('id', '=', job.id)
    .execute();
  await appendEvent(writing, job, type, now, ending.event);
  if (ending.delivery) await addDelivery(writing, job.id, type, now, ending.delivery);
  await writing.deleteFrom('chunks').where('job_id', '=', job.id).execute();
}
