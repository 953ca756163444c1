import type { EngineProvenance } from '../graph/evaluate.ts';
import type { Subject } from '../certify/certificate/facts.ts';
import type { Gate } from '../certify/gate/gate.ts';
import type { Tally } from '../certify/gate/tally.ts';
import type { Evidence, Norm, Verdict } from '../certify/outcome.ts';
import type { Fault } from './errors.ts';

export const STATUSES = [
  'queued',
  'running',
  'canceling',
  'succeeded',
  'failed',
  'canceled',
  'expired',
] as const;
export type Status = (typeof STATUSES)[number];

/** Legal transitions; a status without successors is terminal. */
export const TRANSITIONS: Readonly<Record<Status, readonly Status[]>> = {
  queued: ['running', 'canceling', 'canceled', 'expired', 'failed'],
  running: ['succeeded', 'failed', 'canceling', 'expired'],
  canceling: ['canceled'],
  succeeded: [],
  failed: [],
  canceled: [],
  expired: [],
};

export const isTerminal = (status: Status): boolean => TRANSITIONS[status].length === 0;

export function assertTransition(from: Status, to: Status): void {
  if (!TRANSITIONS[from].includes(to)) throw new Error(`a job cannot go from ${from} to ${to}`);
}

export interface SampleRange {
  readonly offset: number;
  readonly limit: number;
  readonly stride: number;
}

/** Where a job's end is announced. The secret signs the message (Standard Webhooks) and is never shown again. */
export interface Webhook {
  readonly url: string;
  readonly secret: string | null;
}

export interface JobError {
  readonly code: string;
  readonly message: string;
  readonly faults?: readonly Fault[];
}

/** What made the rows; the same for every chunk of a job, or the job fails. */
export interface Provenance extends EngineProvenance {
  readonly product: string;
  /** Rows in every step of the certified classifier. */
  readonly batch: number;
  /** Where it is a pair: rows in every call of each of the two. */
  readonly pair?: { readonly classifier: number; readonly denoiser: number };
}

export interface Job {
  readonly id: string;
  /** The job whose evidence this one goes on from: the same samples, method and seed, but for a smaller cap. */
  readonly extends: string | null;
  readonly status: Status;
  /**
   * Set when the job is being stopped; the status follows when no runner works on it any more. decided: no row to come can
   * change the answer of a gate, and the job succeeds with the rows that stand.
   */
  readonly stopping: 'canceled' | 'expired' | 'failed' | 'decided' | null;
  readonly model_id: string;
  readonly dataset_id: string;
  /** The model in front of it; null where there is none. */
  readonly denoiser_id: string | null;
  readonly model_digest: string;
  readonly dataset_digest: string;
  readonly denoiser_digest: string | null;
  /** The settled method, every default filled in. */
  readonly method: Readonly<Record<string, unknown>> & { readonly name: string };
  /** 64 hex digits, and whether the client chose it. */
  readonly seed: string;
  readonly seed_source: 'derived' | 'client';
  readonly samples: SampleRange;
  /** Samples in the plan. */
  readonly total: number;
  readonly done: number;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly deadline: string | null;
  readonly error: JobError | null;
  readonly webhook: Webhook | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** What is said of model and data in a certificate, kept because they may be removed; absent in jobs of older releases. */
  readonly subject?: Subject;
  readonly provenance: Provenance | null;
  /** Conditions on the rows; left out where there are none. */
  readonly gate?: readonly Gate[];
  /** What they know of the rows that stand; left out before the first. */
  readonly tally?: Tally;
}

/** Whether a job ended well with samples that were not examined: its gates were decided without them. */
export const stoppedEarly = ({ status, done, total }: Pick<Job, 'status' | 'done' | 'total'>): boolean =>
  status === 'succeeded' && done < total;

/** Consecutive places of a job's plan: positions [first, first + count) of its samples. */
export interface Chunk {
  /** `<job id>-<ordinal>` */
  readonly id: string;
  readonly job_id: string;
  readonly ordinal: number;
  readonly first: number;
  readonly count: number;
}

/** A chunk's turn in the queue: how often it was begun before. Every turn has a queue id of its own. */
export interface Turn extends Chunk {
  readonly turn: number;
}

export type ChunkStatus = 'pending' | 'queued' | 'running' | 'done';

/** One sample's result. Everything but `seconds` is determined by model, dataset, method and seed. */
export interface Row {
  readonly index: number;
  readonly label: number | null;
  readonly prediction: number | null;
  readonly base_prediction: number | null;
  readonly correct: boolean | null;
  readonly verdict: Verdict;
  readonly norm: Norm | null;
  readonly radius: number | null;
  readonly reason: string | null;
  readonly evidence: Evidence;
  readonly seconds: number;
}

export const EVENT_TYPES = [
  'job.queued',
  'job.started',
  'job.progress',
  'job.canceling',
  'job.decided',
  'job.succeeded',
  'job.failed',
  'job.canceled',
  'job.expired',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** `seq` counts from 1 within a job without gaps. */
export interface JobEvent {
  readonly job_id: string;
  readonly seq: number;
  readonly type: EventType;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One announcement to one address; attempts are recorded with their answer. */
export interface Delivery {
  /** `msg_…`, the same on every attempt: the receiver's key against duplicates. */
  readonly id: string;
  readonly job_id: string;
  readonly type: EventType;
  readonly url: string;
  readonly secret: string | null;
  readonly body: string;
  readonly status: 'pending' | 'delivered' | 'abandoned';
  readonly attempts: readonly DeliveryAttempt[];
  readonly next_attempt_at: string | null;
  readonly created_at: string;
}

export interface DeliveryAttempt {
  readonly at: string;
  /** The HTTP status, or null when there was no answer. */
  readonly status: number | null;
  readonly error: string | null;
}
