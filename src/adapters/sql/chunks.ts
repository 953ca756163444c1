import type { Chunk, Turn } from '../../service/job.ts';
import type { Records } from '../../service/ports.ts';
import { holdJob } from './holding.ts';
import { key } from './key.ts';
import type { ChunkColumns, Writing } from './schema.ts';
import type { Store } from './store.ts';

/** Chunks in one statement; both databases take far more values than these make. */
const INSERTED_AT_ONCE = 500;

/** Where a job's chunks are. They are there while the job has not ended: its end takes them out of the way. */
export function chunks(store: Store): Pick<Records, 'queueNext' | 'lostChunks' | 'running'> {
  return {
    queueNext: (jobId) =>
      store.write(async (writing) => {
        const job = await holdJob(store, writing, jobId);
        if (!job || job.stopping !== null || (await lowest(writing, job.id, 'queued'))) return null;
        const next = await lowest(writing, job.id, 'pending');
        if (!next) return null;
        await writing.updateTable('chunks').set({ status: 'queued' }).where('id', '=', next.id).execute();
        return readTurn(next);
      }),

    lostChunks: (jobId, now) =>
      store.write(async (writing) => {
        const job = await holdJob(store, writing, jobId);
        return job ? lost(writing, job.id, now) : [];
      }),

    async running(jobId, now) {
      const { count } = await store.read((tables) =>
        tables
          .selectFrom('chunks')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('job_id', '=', key(jobId))
          .where('status', '=', 'running')
          .where('lease_until', '>', now)
          .executeTakeFirstOrThrow(),
      );
      return count;
    },
  };
}

export async function addChunks(writing: Writing, chunks: readonly Chunk[]): Promise<void> {
  for (let start = 0; start < chunks.length; start += INSERTED_AT_ONCE) {
    const some = chunks.slice(start, start + INSERTED_AT_ONCE);
    await writing.insertInto('chunks').values(some.map(columnsOf)).execute();
  }
}

const columnsOf = ({ id, job_id, ordinal, first, count }: Chunk): ChunkColumns => ({
  id,
  job_id,
  ordinal,
  first,
  count,
  status: 'pending',
  attempt: 0,
  tries: 0,
  recorded: 0,
  lease_until: null,
  carried: null,
});

export const readChunk = ({ id, job_id, ordinal, first, count }: ChunkColumns): Chunk => ({
  id,
  job_id,
  ordinal,
  first,
  count,
});

/** `attempt` counts the turns that the chunk had. */
const readTurn = (columns: ChunkColumns): Turn => ({ ...readChunk(columns), turn: columns.attempt });

const lowest = (writing: Writing, jobId: string, status: 'queued' | 'pending') =>
  writing
    .selectFrom('chunks')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('status', '=', status)
    .orderBy('ordinal')
    .limit(1)
    .executeTakeFirst();

async function lost(writing: Writing, jobId: string, now: string): Promise<readonly Turn[]> {
  await writing
    .updateTable('chunks')
    .set({ status: 'queued', lease_until: null })
    .where('job_id', '=', jobId)
    .where('status', '=', 'running')
    .where('lease_until', '<=', now)
    .execute();
  const queued = await writing
    .selectFrom('chunks')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('status', '=', 'queued')
    .orderBy('ordinal')
    .execute();
  return queued.map(readTurn);
}
