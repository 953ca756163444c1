import { assertTransition } from '../../service/job.ts';
import type { Lease, NotBegun, Records } from '../../service/ports.ts';
import { readChunk } from './chunks.ts';
import { appendEvent } from './events.ts';
import { holdChunk } from './holding.ts';
import { readJob } from './jobs.ts';
import { key } from './key.ts';
import { recorded } from './rows.ts';
import type { ChunkColumns, JobColumns, Writing } from './schema.ts';
import type { Store } from './store.ts';

/** How workers hold chunks. Only the newest attempt has a say: a worker that was given up changes nothing. */
export function leases(
  store: Store,
): Pick<Records, 'begin' | 'renew' | 'complete' | 'release' | 'pause' | 'carried'> {
  return {
    begin: (chunkId, now, until, maxAttempts, turn) =>
      store.write(async (writing) => {
        const held = await holdChunk(store, writing, chunkId);
        if (!held || (turn !== undefined && held.chunk.attempt !== turn)) return 'gone';
        return obstacle(held, maxAttempts) ?? take(writing, held, now, until);
      }),

    renew: (chunkId, attempt, until) =>
      store.write(async (writing) => {
        const { numUpdatedRows } = await writing
          .updateTable('chunks')
          .set({ lease_until: until })
          .where('id', '=', key(chunkId))
          .where('attempt', '=', attempt)
          .where('status', '=', 'running')
          .where('job_id', 'in', (query) =>
            query
              .selectFrom('jobs')
              .select('id')
              .where('stopping', 'is', null)
              .where('finished_at', 'is', null),
          )
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    complete: (chunkId, attempt) =>
      store.write(async (writing) => {
        const held = await holdChunk(store, writing, chunkId);
        if (!held || !(await settle(writing, held.chunk, attempt))) return { done: false, jobDone: false };
        return { done: true, jobDone: !(await hasUndone(writing, held.job.id)) };
      }),

    release: (chunkId, attempt, refund) =>
      store.write(async (writing) => {
        const held = await holdChunk(store, writing, chunkId);
        if (held?.chunk.status !== 'running' || held.chunk.attempt !== attempt) return;
        const tries = held.chunk.tries - (refund ? 1 : 0);
        await change(writing, held.chunk, { status: 'pending', lease_until: null, tries });
      }),

    pause: (chunkId, attempt, carried) =>
      store.write(async (writing) => {
        const held = await holdChunk(store, writing, chunkId);
        if (held?.chunk.status !== 'running' || held.chunk.attempt !== attempt) return;
        const kept = carried.length === 0 ? null : JSON.stringify(carried);
        await change(writing, held.chunk, { status: 'pending', lease_until: null, tries: 0, carried: kept });
      }),

    async carried(jobId) {
      const found = await store.read((tables) =>
        tables
          .selectFrom('chunks')
          .select('carried')
          .where('job_id', '=', key(jobId))
          .where('carried', 'is not', null)
          .orderBy('ordinal')
          .execute(),
      );
      return found.flatMap(readCarried).sort((a, b) => a.index - b.index);
    },
  };
}

interface Held {
  readonly chunk: ChunkColumns;
  readonly job: JobColumns;
}

function obstacle({ chunk, job }: Held, maxAttempts: number): NotBegun | null {
  if (chunk.status === 'done') return 'done';
  if (job.stopping !== null) return 'stopping';
  return chunk.tries >= maxAttempts ? 'poison' : null;
}

async function take(writing: Writing, { chunk, job }: Held, now: string, until: string): Promise<Lease> {
  const attempt = chunk.attempt + 1;
  await change(writing, chunk, { status: 'running', attempt, tries: chunk.tries + 1, lease_until: until });
  return {
    chunk: readChunk(chunk),
    job: readJob(job.status === 'queued' ? await start(writing, job, now) : job),
    attempt,
    recorded: chunk.recorded > 0 ? await recorded(writing, chunk) : [],
    carried: readCarried(chunk),
  };
}

/** An older release carried one sample at most, and said nothing of it before its end. */
function readCarried({ carried }: Pick<ChunkColumns, 'carried'>): Lease['carried'] {
  if (carried === null) return [];
  const kept = JSON.parse(carried) as Lease['carried'] | Omit<Lease['carried'][number], 'round' | 'interim'>;
  return 'index' in kept ? [{ ...kept, round: 0, interim: null }] : kept;
}

async function start(writing: Writing, job: JobColumns, now: string): Promise<JobColumns> {
  assertTransition(job.status, 'running');
  const changes = { status: 'running', started_at: now } as const;
  await writing.updateTable('jobs').set(changes).where('id', '=', job.id).execute();
  await appendEvent(writing, job, 'job.started', now, {});
  return { ...job, ...changes };
}

/** Marks the chunk done if the attempt may and all rows stand. Answers whether it is done now. */
async function settle(writing: Writing, chunk: ChunkColumns, attempt: number): Promise<boolean> {
  if (chunk.status === 'done') return true;
  if (chunk.attempt !== attempt || chunk.recorded < chunk.count) return false;
  await change(writing, chunk, { status: 'done', lease_until: null, carried: null });
  return true;
}

async function hasUndone(writing: Writing, jobId: string): Promise<boolean> {
  const undone = await writing
    .selectFrom('chunks')
    .select('id')
    .where('job_id', '=', jobId)
    .where('status', 'in', ['pending', 'queued', 'running'])
    .limit(1)
    .executeTakeFirst();
  return undone !== undefined;
}

async function change(
  writing: Writing,
  { id }: ChunkColumns,
  changes: Partial<Pick<ChunkColumns, 'status' | 'attempt' | 'tries' | 'lease_until' | 'carried'>>,
): Promise<void> {
  await writing.updateTable('chunks').set(changes).where('id', '=', id).execute();
}
