import { key } from './key.ts';
import type { ChunkColumns, JobColumns, Writing } from './schema.ts';
import type { Store } from './store.ts';

/**
 * The job's columns, held until the transaction ends. Whatever changes a job or one of its chunks holds the job first:
 * so changes of one job follow each other, and no two transactions wait for each other.
 */
export async function holdJob(store: Store, writing: Writing, id: string): Promise<JobColumns | undefined> {
  const query = writing.selectFrom('jobs').selectAll().where('id', '=', key(id));
  return store.locking(query).executeTakeFirst();
}

/** A chunk and its job, both held; undefined when there is none, as after the job's end. */
export async function holdChunk(
  store: Store,
  writing: Writing,
  id: string,
): Promise<{ chunk: ChunkColumns; job: JobColumns } | undefined> {
  const find = () => writing.selectFrom('chunks').selectAll().where('id', '=', key(id)).executeTakeFirst();
  const before = await find();
  const job = before && (await holdJob(store, writing, before.job_id));
  // Read again: another transaction may have changed it while this one waited for the job.
  const chunk = job && (await find());
  return chunk && { chunk, job };
}
