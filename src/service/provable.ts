import type { Readable } from 'node:stream';
import type { summarise } from '../certify/summary.ts';
import type { Dataset, DatasetPart } from './dataset/dataset.ts';
import type { Fault } from './errors.ts';
import type { Delivery, Job, JobEvent, Row } from './job.ts';
import type { Model } from './model/model.ts';
import type { JobQuery, ListQuery, Page } from './ports.ts';

export interface Stored {
  readonly digest: string;
  readonly size: number;
}

export interface StoredPart extends Stored {
  readonly part: DatasetPart['part'];
  readonly filename: string | null;
}

export interface MethodSupport {
  readonly supported: boolean;
  readonly reasons: readonly Fault[];
}

export interface Estimate {
  readonly method: Job['method'];
  readonly samples: number;
  readonly chunks: number;
  readonly forward_passes: number;
  /** Of one runner on this machine, from the rate measured when the model was admitted. */
  readonly runner_seconds: number;
}

export type Summary = ReturnType<typeof summarise>;

/**
 * The whole service as a client sees it, without HTTP. Everything a client got wrong is a `Refusal`
 * with all faults. Methods that take an id refuse with `…_unknown`.
 */
export interface Provable {
  /** Streams an upload to the blob store; over the limit of its kind: Refusal('too_large'). */
  store(kind: 'model' | 'dataset', source: Readable): Promise<Stored>;
  /** Forgets an upload that will not be admitted (a request that broke off). */
  discard(stored: Stored): Promise<void>;

  /** Examines the bytes and keeps them, or refuses and forgets them. `declared`: the client's JSON, unchecked. */
  admitModel(stored: Stored, declared: unknown): Promise<{ model: Model; known: boolean }>;
  model(id: string): Promise<Model>;
  models(query: ListQuery): Promise<Page<Model>>;
  removeModel(id: string): Promise<void>;
  /** For each method whether it applies to this model, with reasons. Of a model that `admitModel`, `model` or `models` answered. */
  support(model: Model): Readonly<Record<string, MethodSupport>>;

  admitDataset(
    parts: readonly StoredPart[],
    declared: unknown,
  ): Promise<{ dataset: Dataset; known: boolean }>;
  dataset(id: string): Promise<Dataset>;
  datasets(query: ListQuery): Promise<Page<Dataset>>;
  removeDataset(id: string): Promise<void>;

  /** `body`: the client's JSON, unchecked. Committed before it answers. */
  submit(body: unknown): Promise<Job>;
  /** What `submit` would say, without a job: the cost, or the refusal. */
  estimate(body: unknown): Promise<Estimate>;
  job(id: string): Promise<Job>;
  jobs(query: JobQuery): Promise<Page<Job>>;
  /** Answers the job when it has ended, or as it is after `seconds` or when `signal` aborts. */
  wait(id: string, seconds: number, signal: AbortSignal): Promise<Job>;
  cancel(id: string): Promise<Job>;
  rows(id: string, after: number | null, limit: number): Promise<readonly Row[]>;
  /** Over the rows there are: also while the job runs. `radii` ascending; null: the standard grid. */
  summary(id: string, radii: readonly number[] | null): Promise<Summary>;
  /** Up to `limit` events that there are by now, from after `afterSeq` on. */
  history(id: string, afterSeq: number, limit: number): Promise<readonly JobEvent[]>;
  /** From after `afterSeq` on, live, until the job has ended or `signal` aborts. */
  events(id: string, afterSeq: number, signal: AbortSignal): AsyncIterable<JobEvent>;
  deliveries(id: string): Promise<readonly Delivery[]>;

  /** Parts that are out of reach, by name; empty when the service can do its work. */
  unready(): Promise<Readonly<Record<string, string>>>;
}
