import type { Readable } from 'node:stream';
import type { Carried, ChunkTask } from './task.ts';
import type {
  Chunk,
  Delivery,
  DeliveryAttempt,
  Job,
  JobError,
  JobEvent,
  Provenance,
  Row,
  Status,
  Turn,
} from './job.ts';
import type { Declaration, Examined, Model, ModelFacts } from './model/model.ts';
import type { Dataset, DatasetDeclaration, DatasetFacts, DatasetPart } from './dataset/dataset.ts';

/** What the lifecycle needs from outside. Times are UTC ISO 8601 strings with milliseconds, always handed in. */
export interface Clock {
  now(): Date;
  /** Calls `action` once after so many milliseconds, however many; answers how to call it off. */
  after(milliseconds: number, action: () => void): () => void;
}

export interface Page<T> {
  readonly data: readonly T[];
  /** Opaque; null on the last page. */
  readonly next_cursor: string | null;
}

export interface ListQuery {
  readonly limit: number;
  readonly cursor: string | null;
}

export interface JobQuery extends ListQuery {
  readonly status: Status | null;
  readonly model_id: string | null;
  readonly dataset_id: string | null;
  readonly method: string | null;
}

/** A chunk as a worker holds it. `attempt` is the fencing token: only the newest attempt may write. */
export interface Lease {
  readonly chunk: Chunk;
  readonly job: Job;
  readonly attempt: number;
  /** Sample indices of the chunk that already have a row: they are not run again. */
  readonly recorded: readonly number[];
  /** What `pause` kept. */
  readonly carried: readonly Carried[];
}

/** Why a chunk cannot be begun: nothing is left to do, or the job is ending, or it was tried too often. */
export type NotBegun = 'gone' | 'done' | 'stopping' | 'poison';

/** How a job ends: written with its event and its announcement in one transaction. */
export interface Ending {
  readonly status: 'succeeded' | 'failed' | 'canceled' | 'expired';
  readonly error: JobError | null;
  readonly event: Readonly<Record<string, unknown>>;
  readonly delivery: Pick<Delivery, 'id' | 'url' | 'secret' | 'body'> | null;
}

/**
 * The truth. Every method is one transaction. A cursor that this store did not make is refused with
 * `Refusal('parameter_invalid')`. Unknown ids answer null or do nothing, as said.
 */
export interface Records {
  /** Creates or brings up to date the tables; safe when several processes start at once. */
  migrate(): Promise<void>;
  /** Rejects when the store cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;

  /** Inserts, or answers the record that already has this id. */
  addModel(model: Model): Promise<{ model: Model; known: boolean }>;
  model(id: string): Promise<Model | null>;
  /**
   * Adds to a model's facts what was found out for some methods. What stands from the same or a newer version stays. Answers
   * the model after.
   */
  addExamined(id: string, examined: Examined): Promise<Model | null>;
  /** Newest first. */
  models(query: ListQuery): Promise<Page<Model>>;
  /**
   * 'in_use' while a job that has not ended names it, as its model or denoiser. Answers the digest of the bytes, which other
   * records may name.
   */
  removeModel(id: string): Promise<'in_use' | 'unknown' | { digest: string }>;

  addDataset(dataset: Dataset): Promise<{ dataset: Dataset; known: boolean }>;
  dataset(id: string): Promise<Dataset | null>;
  datasets(query: ListQuery): Promise<Page<Dataset>>;
  /** Answers the digests of the canonical form and of the parts, which other records may name. */
  removeDataset(id: string): Promise<'in_use' | 'unknown' | { digests: readonly string[] }>;

  /** Whether a model, a dataset or one of its parts has this digest, or an unfinished job reads it. */
  namesBlob(digest: string): Promise<boolean>;

  /**
   * The job (status queued, done 0), its chunks (pending) and its first event, or nothing at all. Answers
   * 'model_unknown' / 'dataset_unknown' / 'denoiser_unknown' when one of them was deleted in the meantime.
   */
  addJob(
    job: Job,
    chunks: readonly Chunk[],
  ): Promise<'added' | 'model_unknown' | 'dataset_unknown' | 'denoiser_unknown'>;
  /** `done` counts rows. */
  job(id: string): Promise<Job | null>;
  /** Newest first. */
  jobs(query: JobQuery): Promise<Page<Job>>;
  /** Ids of the jobs that have not ended, oldest first. */
  unfinished(): Promise<readonly string[]>;

  /** Unless a chunk of the job is queued already or the job is stopping or ended: marks its lowest pending chunk queued and answers it. */
  queueNext(jobId: string): Promise<Turn | null>;
  /** Chunks marked queued, and chunks marked running whose lease ran out before `now` (which it marks queued). */
  lostChunks(jobId: string, now: string): Promise<readonly Turn[]>;
  /**
   * Takes a chunk: status running, attempt + 1, lease until `until`; the job goes queued → running with `job.started`.
   * 'poison' when it was begun `maxAttempts` times since it last recorded a new row. With `turn`: 'gone' unless the chunk was
   * begun exactly so often before, so that a ticket that comes twice or late takes nothing from anybody.
   */
  begin(
    chunkId: string,
    now: string,
    until: string,
    maxAttempts: number,
    turn?: number,
  ): Promise<Lease | NotBegun>;
  /** Extends a lease; false when a newer attempt holds the chunk or the job is stopping. */
  renew(chunkId: string, attempt: number, until: string): Promise<boolean>;
  /**
   * Writes rows (a row that stands is left as it is). False, and nothing written, when the attempt is not the newest
   * or the job has ended or is decided. A new row is added to the tally of the job's gates. The first provenance of a job is kept; 'provenance' when another one arrives.
   */
  record(
    chunkId: string,
    attempt: number,
    rows: readonly Row[],
    provenance: Provenance,
  ): Promise<boolean | 'provenance'>;
  /** Appends `job.progress` unless the job's newest event is younger than `since`. */
  progress(
    jobId: string,
    now: string,
    since: string,
    data: Readonly<Record<string, unknown>>,
  ): Promise<boolean>;
  /** Marks a chunk done (when all its rows stand). Answers whether every chunk of the job is done now. */
  complete(chunkId: string, attempt: number): Promise<{ done: boolean; jobDone: boolean }>;
  /** Gives a chunk back: running → pending, lease ended. With `refund`, the attempt does not count towards poison. */
  release(chunkId: string, attempt: number, refund: boolean): Promise<void>;
  /** Gives a chunk back in good order, with what its next holder needs to continue: running → pending. Counts towards nothing. */
  pause(chunkId: string, attempt: number, carried: readonly Carried[]): Promise<void>;
  /** What the job's chunks were last paused with, in the order of `index`. Some of it may have a row by now. */
  carried(jobId: string): Promise<readonly Carried[]>;

  /**
   * Sets `stopping` once (the first reason stays) and appends `job.canceling` for 'canceled', `job.decided` for 'decided'.
   * Answers the job after.
   */
  stop(
    jobId: string,
    reason: NonNullable<Job['stopping']>,
    now: string,
    error: JobError | null,
  ): Promise<Job | null>;
  /** Number of the job's chunks marked running with a lease beyond `now`. */
  running(jobId: string, now: string): Promise<number>;
  /** Ends a job that has not ended (terminal status, event, announcement). False when it had ended before. */
  end(jobId: string, now: string, ending: Ending): Promise<boolean>;

  /** Rows in the order of `index`, starting after `after`. */
  rows(jobId: string, after: number | null, limit: number): Promise<readonly Row[]>;
  events(jobId: string, afterSeq: number, limit: number): Promise<readonly JobEvent[]>;

  /** Takes up to `limit` deliveries that are due, and moves their next attempt to `until`, so that no two senders hold one. */
  dueDeliveries(now: string, until: string, limit: number): Promise<readonly Delivery[]>;
  attempted(
    id: string,
    attempt: DeliveryAttempt,
    next: { status: Delivery['status']; at: string | null },
  ): Promise<void>;
  deliveries(jobId: string): Promise<readonly Delivery[]>;

  /** A value made once for the whole installation (such as the signing secret): the first writer wins, all get the same. */
  setting(key: string, make: () => string): Promise<string>;
}

/** Content-addressed bytes. A digest is `sha256:` and 64 hex digits. */
export interface Blobs {
  /** Streams to the store while hashing. Over `limit` bytes: rejects with Refusal('too_large') and leaves nothing behind. */
  put(source: Readable, limit: number): Promise<{ digest: string; size: number }>;
  /** A path on this machine from which a child process can read the blob. Rejects when there is none. */
  path(digest: string): Promise<string>;
  has(digest: string): Promise<boolean>;
  remove(digest: string): Promise<void>;
  /** Digests of the blobs that were last put before then. */
  olderThan(before: Date): AsyncIterable<string>;
  /** Removes what interrupted uploads left. */
  sweep(): Promise<void>;
}

/** Transport of tickets (see `ticketOf`), first in first out, each at least once. */
export interface Queue {
  /** Adding a ticket that waits or is being worked on does nothing. Rejects with Refusal('queue_unavailable') when out of reach. */
  add(ticket: string): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The other end: `handle` is called for up to `concurrency` tickets at once; it never rejects for an expected reason. */
export interface Consumer {
  close(): Promise<void>;
}
export type Consume = (concurrency: number, handle: (ticket: string) => Promise<void>) => Promise<Consumer>;

/** Best-effort word to all processes; what it says can also be read from the records. */
export type Topic = 'job' | 'stop';
export interface Signals {
  publish(topic: Topic, jobId: string): Promise<void>;
  /** Answers how to unsubscribe. */
  subscribe(topic: Topic, listener: (jobId: string) => void): () => void;
  close(): Promise<void>;
}

/** Sends one signed message; never throws. `retryAfter` in seconds when the receiver asked for it. */
export type SendWebhook = (
  message: Pick<Delivery, 'id' | 'url' | 'body'> & { secret: string; at: Date },
) => Promise<{ status: number | null; error: string | null; retryAfter: number | null }>;

/** A public key for signatures as RFC 7517 writes it; `kid` is its thumbprint (RFC 7638). */
export interface PublicKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

export interface Signer {
  /** A detached JWS (`header..signature`) of bytes that are not encoded (RFC 7797), which states the time in seconds. */
  sign(payload: Uint8Array, at: Date): Promise<string>;
  /** The key that signs, and then those that signed before. */
  readonly keys: readonly PublicKey[];
}

/** Opens untrusted bytes, in a process of its own. Rejects with Refusal('model_refused' | 'dataset_refused', faults). */
export interface Examiner {
  model(path: string, declared: Declaration): Promise<ModelFacts>;
  /** What the methods' own examinations find on an admitted model. Rejects with a RunnerFailure. */
  methods(model: ChunkTask['model']): Promise<Examined>;
  /** Writes the canonical form to the file `out`. */
  dataset(parts: readonly ExaminedPart[], declared: DatasetDeclaration, out: string): Promise<DatasetFacts>;
}

export interface ExaminedPart {
  readonly part: DatasetPart['part'];
  readonly filename: string | null;
  readonly path: string;
}
