import type { Readable } from 'node:stream';
import type { Plan } from '../certify/certifier.ts';
import type { Gate } from '../certify/gate/gate.ts';
import type { Summary as Certified } from '../certify/summary.ts';
import type { Issued } from './certificate.ts';
import type { Dataset, DatasetPart } from './dataset/dataset.ts';
import type { Fault } from './errors.ts';
import type { GateStandings } from './gate.ts';
import type { Comparison, ComparisonQuery } from './comparison/facts.ts';
import type { Delivery, Job, JobEvent, Row } from './job.ts';
import type { HistoryQuery, ModelHistory } from './model-history.ts';
import type { Model } from './model/model.ts';
import type { JobQuery, ListQuery, Page, PublicKey } from './ports.ts';
import type { Page as ReportPage } from './report/facts.ts';
import type { ReportQuery } from './report/report.ts';

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
  /** What the method can tell of its answers beforehand; null where it tells nothing. */
  readonly planning: Planning | null;
  /** What the gates need; left out where there are none. */
  readonly gate?: readonly Gate[];
}

export interface Planning extends Omit<Plan, 'expected_draws'> {
  /** With the seconds that they take one runner. */
  readonly expected_draws: readonly (Plan['expected_draws'][number] & { readonly runner_seconds: number })[];
}

/** A row, or what stands for it while its sample is worked on: a certificate already, whose radius only grows. */
export interface Result extends Row {
  readonly final: boolean;
}

/** Over the rows that stand and those that are running. */
export interface Summary extends Certified {
  /** Samples whose row is not final; the certificates among them hold, and count. */
  readonly running: number;
  /** How the gates stand, by the rows that are final; null without any. */
  readonly gate: GateStandings | null;
  /** Draws that the rows rest on, and draws that were computed for them in whole batches; null for other methods. */
  readonly draws: { readonly counted: number; readonly computed: number } | null;
}

export interface SummaryQuery {
  /** Ascending; the method's or the standard ones when null or left out. */
  readonly radii?: readonly number[] | null;
  /** 1 − confidence of what is said of all samples together, in (0, ½). */
  readonly delta?: number | undefined;
}

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
  /** A new job that goes on from the evidence of one that succeeded, up to a larger cap. `body` as for `submit`. */
  extend(id: string, body: unknown): Promise<Job>;
  /** What `extend` would say, without a job. */
  estimateExtension(id: string, body: unknown): Promise<Estimate>;
  job(id: string): Promise<Job>;
  jobs(query: JobQuery): Promise<Page<Job>>;
  /** Answers the job when it has ended, or as it is after `seconds` or when `signal` aborts. */
  wait(id: string, seconds: number, signal: AbortSignal): Promise<Job>;
  cancel(id: string): Promise<Job>;
  /** Rows in the order of `index`, starting after `after`; while the job runs, with those that are not final yet. */
  rows(id: string, after: number | null, limit: number): Promise<readonly Result[]>;
  /** Over the rows there are: also while the job runs. */
  summary(id: string, query?: SummaryQuery): Promise<Summary>;
  /** Of a job that has ended, or with `preliminary` of any: else Refusal('job_not_ended'). */
  report(id: string, query?: ReportQuery): Promise<ReportPage>;
  /** How the gates of a job stand. Refusal('gate_unknown') for a job without any. */
  gate(id: string): Promise<GateStandings>;
  /** Jobs over the same samples beside each other: Refusal('jobs_incomparable') of others, 'job_not_succeeded' before their end. */
  compare(ids: readonly string[], query?: ComparisonQuery): Promise<Comparison>;
  /** The same as a page. */
  comparison(ids: readonly string[], query?: ComparisonQuery): Promise<ReportPage>;
  /** The line of all models that have the name of one. */
  modelHistory(id: string, query: HistoryQuery): Promise<ModelHistory>;
  /** A fragment of a model card, in Markdown. `origin`: where this service is reached. */
  modelCard(id: string, origin: string): Promise<string>;
  /** A job as OpenMetrics lines. */
  metrics(id: string): Promise<string>;
  /** Of a job that has succeeded; signed. */
  certificate(id: string): Promise<Issued>;
  /** The outcomes that the certificate names by their digest: a line each, with its end. */
  outcomes(id: string): Promise<AsyncIterable<string>>;
  /** Whether a model, a dataset or a part of one has these bytes. */
  holds(digest: string): Promise<boolean>;
  /** The key that signs certificates, and then those that signed before. */
  signingKeys(): readonly PublicKey[];
  /** Up to `limit` events that there are by now, from after `afterSeq` on. */
  history(id: string, afterSeq: number, limit: number): Promise<readonly JobEvent[]>;
  /** From after `afterSeq` on, live, until the job has ended or `signal` aborts. */
  events(id: string, afterSeq: number, signal: AbortSignal): AsyncIterable<JobEvent>;
  deliveries(id: string): Promise<readonly Delivery[]>;

  /** Parts that are out of reach, by name; empty when the service can do its work. */
  unready(): Promise<Readonly<Record<string, string>>>;
}
