import { sql } from 'kysely';
import type { Writing } from './schema.ts';
import type { Dialect, Store } from './store.ts';

/** A step, once released, never changes; a new one is added at the end. Steps are known by their place and name. */
interface Migration {
  readonly name: string;
  /** `text` is the dialect's type for text that sorts by its bytes, whatever the server's language. */
  readonly statements: (text: string) => readonly string[];
}

const MIGRATIONS: readonly Migration[] = [
  {
    name: '001-foundation',
    statements: (text) => [
      `create table models (
        id ${text} primary key, digest ${text} not null, created_at ${text} not null, body text not null)`,
      'create index models_newest on models (created_at, id)',
      'create index models_digest on models (digest)',
      `create table datasets (id ${text} primary key, created_at ${text} not null, body text not null)`,
      'create index datasets_newest on datasets (created_at, id)',
      `create table dataset_digests (
        digest ${text} not null, dataset_id ${text} not null references datasets (id) on delete cascade,
        primary key (digest, dataset_id))`,
      'create index dataset_digests_dataset on dataset_digests (dataset_id)',
      // A job outlives its model and dataset: it keeps their digests, and no foreign key.
      `create table jobs (
        id ${text} primary key, status ${text} not null, stopping ${text}, model_id ${text} not null,
        dataset_id ${text} not null, model_digest ${text} not null, dataset_digest ${text} not null,
        method ${text} not null, done bigint not null, seq bigint not null, created_at ${text} not null,
        started_at ${text}, finished_at ${text}, error text, provenance text, body text not null)`,
      'create index jobs_newest on jobs (created_at, id)',
      'create index jobs_status on jobs (status, created_at, id)',
      'create index jobs_model on jobs (model_id, created_at, id)',
      'create index jobs_dataset on jobs (dataset_id, created_at, id)',
      'create index jobs_unfinished on jobs (created_at, id) where finished_at is null',
      `create table chunks (
        id ${text} primary key, job_id ${text} not null references jobs (id), ordinal bigint not null,
        first bigint not null, count bigint not null, status ${text} not null, attempt bigint not null,
        tries bigint not null, recorded bigint not null, lease_until ${text}, carried text)`,
      'create index chunks_next on chunks (job_id, status, ordinal)',
      `create table rows (
        job_id ${text} not null references jobs (id), "index" bigint not null, ordinal bigint not null,
        body text not null, primary key (job_id, "index"))`,
      `create table events (
        job_id ${text} not null references jobs (id), seq bigint not null, type ${text} not null, at ${text} not null,
        body text not null, primary key (job_id, seq))`,
      `create table deliveries (
        id ${text} primary key, job_id ${text} not null references jobs (id), status ${text} not null,
        attempts text not null, next_attempt_at ${text}, created_at ${text} not null, body text not null)`,
      "create index deliveries_due on deliveries (next_attempt_at, id) where status = 'pending'",
      'create index deliveries_job on deliveries (job_id, created_at, id)',
      `create table settings (key ${text} primary key, value text not null)`,
    ],
  },
  {
    name: '002-denoisers',
    statements: (text) => [
      `alter table jobs add column denoiser_id ${text}`,
      `alter table jobs add column denoiser_digest ${text}`,
    ],
  },
  {
    name: '003-gates',
    statements: () => ['alter table jobs add column tally text'],
  },
];

const TEXT: Record<Dialect, string> = { sqlite: 'text', postgres: 'text collate "C"' };
/** Any number, the same in every release. */
const ADVISORY_LOCK = 7_370_656_201;

/** Brings the tables up to date in one transaction; processes that start together take turns. */
export async function migrate(store: Store): Promise<void> {
  await store.write(async (writing) => {
    if (store.dialect === 'postgres')
      await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(writing);
    await sql
      .raw(`create table if not exists migrations (name ${TEXT[store.dialect]} primary key)`)
      .execute(writing);
    const made = await writing.selectFrom('migrations').select('name').orderBy('name').execute();
    for (const migration of pending(made.map(({ name }) => name)))
      await apply(writing, migration, store.dialect);
  });
}

/** The steps still to be made. Refuses tables that this release does not know. */
function pending(made: readonly string[]): readonly Migration[] {
  const strange = made.filter((name, place) => MIGRATIONS[place]?.name !== name);
  if (strange.length > 0) {
    throw new Error(
      `the database was made by another release: it has ${strange.join(', ')}; this one ends with ${MIGRATIONS.at(-1)?.name ?? 'nothing'}`,
    );
  }
  return MIGRATIONS.slice(made.length);
}

async function apply(writing: Writing, migration: Migration, dialect: Dialect): Promise<void> {
  for (const statement of migration.statements(TEXT[dialect])) await sql.raw(statement).execute(writing);
  await writing.insertInto('migrations').values({ name: migration.name }).execute();
}
