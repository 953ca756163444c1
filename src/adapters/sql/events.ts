import { isTerminal } from '../../service/job.ts';
import type { EventType, JobEvent } from '../../service/job.ts';
import type { Records } from '../../service/ports.ts';
import { holdJob } from './holding.ts';
import { key } from './key.ts';
import type { JobColumns, Schema, Writing } from './schema.ts';
import type { Store } from './store.ts';

export function events(store: Store): Pick<Records, 'progress' | 'events'> {
  return {
    progress: (jobId, now, since, data) =>
      store.write(async (writing) => {
        const job = await holdJob(store, writing, jobId);
        if (!job || isTerminal(job.status) || (await newest(writing, job)) > since) return false;
        await appendEvent(writing, job, 'job.progress', now, data);
        return true;
      }),

    async events(jobId, afterSeq, limit) {
      const found = await store.read((tables) =>
        tables
          .selectFrom('events')
          .selectAll()
          .where('job_id', '=', key(jobId))
          .where('seq', '>', afterSeq)
          .orderBy('seq')
          .limit(limit)
          .execute(),
      );
      return found.map(read);
    },
  };
}

/** Appends to a job that the transaction holds: the counter in its row leaves no gap, and no number is given twice. */
export async function appendEvent(
  writing: Writing,
  job: Pick<JobColumns, 'id' | 'seq'>,
  type: EventType,
  at: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const seq = job.seq + 1;
  await writing.updateTable('jobs').set({ seq }).where('id', '=', job.id).execute();
  await writing
    .insertInto('events')
    .values({ job_id: job.id, seq, type, at, body: JSON.stringify(data) })
    .execute();
}

/** When the job's newest event happened. */
async function newest(writing: Writing, { id, seq }: JobColumns): Promise<string> {
  const event = await writing
    .selectFrom('events')
    .select('at')
    .where('job_id', '=', id)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  return event.at;
}

const read = ({ body, ...event }: Schema['events']): JobEvent => ({
  ...event,
  data: JSON.parse(body) as JobEvent['data'],
});
