import type { Tally } from '../../certify/gate/tally.ts';
import type { Chunk, Job, JobError, Provenance } from '../../service/job.ts';
import type { JobQuery, Records } from '../../service/ports.ts';
import { addChunks } from './chunks.ts';
import { page } from './cursor.ts';
import { appendEvent } from './events.ts';
import { key } from './key.ts';
import type { JobColumns, Tables, Writing } from './schema.ts';
import type { Store } from './store.ts';

export function jobs(store: Store): Pick<Records, 'addJob' | 'job' | 'jobs' | 'unfinished'> {
  return {
    addJob: (job, chunks) => store.write((writing) => add(store, writing, job, chunks)),

    async job(id) {
      const found = await store.read((tables) =>
        tables.selectFrom('jobs').selectAll().where('id', '=', key(id)).executeTakeFirst(),
      );
      return found ? readJob(found) : null;
    },

    jobs: (query) => store.read((tables) => page('jobs', matching(tables, query), query, readJob)),

    async unfinished() {
      const found = await store.read((tables) =>
        tables
          .selectFrom('jobs')
          .select('id')
          .where('finished_at', 'is', null)
          .orderBy('created_at')
          .orderBy('id')
          .execute(),
      );
      return found.map(({ id }) => id);
    },
  };
}

/** What older releases did not write. */
type Added = 'extends' | 'denoiser_id' | 'denoiser_digest';

/** A job as its columns say. */
export function readJob(columns: JobColumns): Job {
  const { status, stopping, done, started_at, finished_at, error, provenance, tally, body } = columns;
  const written = JSON.parse(body) as Omit<Job, Added> & Partial<Pick<Job, Added>>;
  return {
    ...written,
    extends: written.extends ?? null,
    denoiser_id: written.denoiser_id ?? null,
    denoiser_digest: written.denoiser_digest ?? null,
    status,
    stopping,
    done,
    started_at,
    finished_at,
    error: error === null ? null : (JSON.parse(error) as JobError),
    provenance: provenance === null ? null : (JSON.parse(provenance) as Provenance),
    ...(tally !== null && { tally: JSON.parse(tally) as Tally }),
  };
}

/** Whether a job that has not ended names the model or dataset in one of the columns. */
export async function isUsed(
  writing: Writing,
  columns: readonly ('model_id' | 'dataset_id' | 'denoiser_id')[],
  id: string,
): Promise<boolean> {
  const user = await writing
    .selectFrom('jobs')
    .select('id')
    .where((eb) => eb.or(columns.map((column) => eb(column, '=', id))))
    .where('finished_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return user !== undefined;
}

/** Models and dataset are held, so that none of them can be removed before the job that names them is seen. */
async function add(
  store: Store,
  writing: Writing,
  job: Job,
  chunks: readonly Chunk[],
): ReturnType<Records['addJob']> {
  if (!(await holds(store, writing, 'models', job.model_id))) return 'model_unknown';
  if (!(await holds(store, writing, 'datasets', job.dataset_id))) return 'dataset_unknown';
  if (job.denoiser_id !== null && !(await holds(store, writing, 'models', job.denoiser_id)))
    return 'denoiser_unknown';
  const columns = columnsOf(job);
  await writing.insertInto('jobs').values(columns).execute();
  await addChunks(writing, chunks);
  await appendEvent(writing, columns, 'job.queued', job.created_at, {});
  return 'added';
}

async function holds(
  store: Store,
  writing: Writing,
  table: 'models' | 'datasets',
  id: string,
): Promise<boolean> {
  const query = writing.selectFrom(table).select('id').where('id', '=', key(id));
  const found = await (store.dialect === 'postgres' ? query.forShare() : query).executeTakeFirst();
  return found !== undefined;
}

function columnsOf(job: Job): JobColumns {
  return {
    id: job.id,
    status: 'queued',
    stopping: null,
    model_id: job.model_id,
    dataset_id: job.dataset_id,
    denoiser_id: job.denoiser_id,
    model_digest: job.model_digest,
    dataset_digest: job.dataset_digest,
    denoiser_digest: job.denoiser_digest,
    method: job.method.name,
    done: 0,
    seq: 0,
    created_at: job.created_at,
    started_at: null,
    finished_at: null,
    error: null,
    provenance: null,
    tally: null,
    body: JSON.stringify(job),
  };
}

function matching(tables: Tables, { status, model_id, dataset_id, method }: JobQuery) {
  let query = tables.selectFrom('jobs').selectAll();
  if (status !== null) query = query.where('status', '=', status);
  if (model_id !== null) query = query.where('model_id', '=', key(model_id));
  if (dataset_id !== null) query = query.where('dataset_id', '=', key(dataset_id));
  if (method !== null) query = query.where('method', '=', key(method));
  return query;
}
