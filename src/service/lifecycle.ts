import type { Readable } from 'node:stream';
import type { RenderComparison } from './comparison/facts.ts';
import type { Blobs, Clock, Examiner, Queue, Records, Signals, Signer } from './ports.ts';
import type { OpenSamples, RenderReport } from './report/facts.ts';
import type { RunTask } from './task.ts';

/** A log line: an object of facts and a sentence. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** What every part of the lifecycle shares. */
export interface Lifecycle {
  readonly records: Records;
  readonly queue: Queue;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly log: Log;
  /** `<prefix>_` and a value that sorts by time and is never given twice. */
  readonly newId: (prefix: 'job' | 'msg') => string;
}

/** What the clients' side needs besides. */
export interface Intake extends Lifecycle {
  readonly blobs: Blobs;
  readonly examiner: Examiner;
  readonly limits: {
    readonly modelBytes: number;
    readonly datasetBytes: number;
    /** Seconds of work for one runner in a chunk, and a fixed chunk size that overrides it. */
    readonly chunkSeconds: number;
    readonly chunkSamples: number | null;
  };
  /** The address rules for webhooks: what is wrong with a URL, or null. */
  readonly checkWebhookUrl: (url: string) => string | null;
  readonly scratch: ScratchFiles;
  readonly openSamples: OpenSamples;
  readonly renderReport: RenderReport;
  readonly renderComparison: RenderComparison;
  readonly signer: Signer;
}

/** Files that a child process writes and the store then takes in. */
export interface ScratchFiles {
  create(): Promise<string>;
  read(path: string): Readable;
  discard(path: string): Promise<void>;
}

/** What the workers' side needs besides. */
export interface Workplace extends Lifecycle {
  readonly blobs: Blobs;
  readonly run: RunTask;
  readonly product: string;
  readonly timing: {
    /** Milliseconds that a chunk stays a worker's without word from it. */
    readonly lease: number;
    /** Milliseconds that a chunk is worked on before its job's next turn. */
    readonly slice: number;
    /** Milliseconds between `job.progress` events of a job. */
    readonly progress: number;
  };
  readonly maxAttempts: number;
}

export const iso = (clock: Clock, afterMilliseconds = 0): string =>
  new Date(clock.now().getTime() + afterMilliseconds).toISOString();
