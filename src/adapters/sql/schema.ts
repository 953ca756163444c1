import type { Kysely, Transaction } from 'kysely';
import type { ChunkStatus, Delivery, EventType, Job, Status } from '../../service/job.ts';

/**
 * The tables. What is looked up or changed has a column; the rest of a record is JSON in `body`, as text. Times are
 * ISO 8601 text, so that their order is the order of their characters. No column is boolean: libsql aborts the
 * process when one is bound.
 */
export interface Schema {
  models: { id: string; digest: string; created_at: string; body: string };
  datasets: { id: string; created_at: string; body: string };
  /** Every blob a dataset needs. */
  dataset_digests: { digest: string; dataset_id: string };
  jobs: JobColumns;
  chunks: ChunkColumns;
  rows: { job_id: string; index: number; ordinal: number; body: string };
  events: { job_id: string; seq: number; type: EventType; at: string; body: string };
  deliveries: DeliveryColumns;
  settings: { key: string; value: string };
  migrations: { name: string };
}

export interface JobColumns {
  id: string;
  status: Status;
  stopping: Job['stopping'];
  model_id: string;
  dataset_id: string;
  denoiser_id: string | null;
  model_digest: string;
  dataset_digest: string;
  denoiser_digest: string | null;
  /** The method's name. */
  method: string;
  /** Rows that stand. */
  done: number;
  /** The newest event. */
  seq: number;
  created_at: string;
  started_at: string | null;
  /** Null exactly while the job has not ended. */
  finished_at: string | null;
  error: string | null;
  provenance: string | null;
  /** JSON of what the gates know of the rows; null where there are none of either. */
  tally: string | null;
  /** What never changes. */
  body: string;
}

export interface ChunkColumns {
  id: string;
  job_id: string;
  ordinal: number;
  first: number;
  count: number;
  status: ChunkStatus;
  /** The fencing token: how often the chunk was begun. Never goes back. */
  attempt: number;
  /** The attempts that count towards poison: those since the chunk last came further. */
  tries: number;
  /** Rows of the chunk that stand. */
  recorded: number;
  lease_until: string | null;
  /** JSON of what the last holder laid aside. */
  carried: string | null;
}

export interface DeliveryColumns {
  id: string;
  job_id: string;
  status: Delivery['status'];
  attempts: string;
  next_attempt_at: string | null;
  created_at: string;
  body: string;
}

export type Tables = Kysely<Schema>;
export type Writing = Transaction<Schema>;
