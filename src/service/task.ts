import type { Carry } from '../certify/certifier.ts';
import type { Provenance, Row } from './job.ts';
import type { DatasetDeclaration, DatasetFacts } from './dataset/dataset.ts';
import type { Declaration, Examined, ModelFacts } from './model/model.ts';
import type { ExaminedPart } from './ports.ts';

/** What a runner process is asked to do. Files are named by path: a runner has no other way to anything. */
export interface ChunkTask {
  readonly kind: 'chunk';
  readonly model: { readonly path: string; readonly digest: string; readonly facts: ModelFacts };
  /** What stands in front of the model while it is certified; not where its plain class is asked for. */
  readonly denoiser: ChunkTask['model'] | null;
  readonly layout: Declaration['layout'];
  readonly dataset: { readonly path: string };
  readonly method: Readonly<Record<string, unknown>> & { readonly name: string };
  /** 64 hex digits. */
  readonly seed: string;
  readonly indices: readonly number[];
  /** Their places in the job's plan. */
  readonly places: readonly number[];
  /** Those of the samples that earlier slices of the work, or the job that this one extends, have begun. */
  readonly carried: readonly Carried[];
  /** Whether to try first if the method can be believed for the model: once in a job. */
  readonly probe: boolean;
  /** Milliseconds after which the work is laid aside, to be continued in the job's next turn. */
  readonly slice: number;
}

/** A sample laid aside half-way. */
export interface Carried {
  readonly index: number;
  readonly carry: Carry;
  /** Rounds of the method that it has been through. */
  readonly round: number;
  /** What is proved of it already; null where the method says nothing before the end. */
  readonly interim: Row | null;
  /** Seconds that it took so far. */
  readonly seconds: number;
}

/** How a slice ended: with all rows of the chunk, or before. */
export interface SliceEnd {
  readonly finished: boolean;
  readonly carried: readonly Carried[];
}

export interface ModelTask {
  readonly kind: 'model';
  readonly path: string;
  readonly declared: Declaration;
  readonly memory_mb: number;
  readonly model_bytes: number;
}

/** Which methods an admitted model is fit for, as far as only its graph and the engine tell. */
export interface MethodsTask {
  readonly kind: 'methods';
  readonly model: ChunkTask['model'];
}

export interface DatasetTask {
  readonly kind: 'dataset';
  readonly parts: readonly ExaminedPart[];
  readonly declared: DatasetDeclaration;
  readonly out: string;
  readonly memory_mb: number;
}

export type Task = ChunkTask | ModelTask | MethodsTask | DatasetTask;

export interface Answers {
  readonly chunk: SliceEnd;
  readonly model: ModelFacts;
  readonly methods: Examined;
  readonly dataset: DatasetFacts;
}

/** What a runner tells while it works: what it is (before its first row), a finished row, or that it is alive. */
export type Report =
  { readonly provenance: Omit<Provenance, 'product'> } | { readonly row: Row } | { readonly alive: true };

/** The port to a runner. Aborting kills the process; the promise settles only when it is dead. */
export type RunTask = <T extends Task>(
  task: T,
  options: { readonly signal?: AbortSignal; readonly report?: (report: Report) => void },
) => Promise<Answers[T['kind']]>;

/** Why a task has no answer: the runner died, was silent, or its engine failed. Not the client's fault as such. */
export class RunnerFailure extends Error {
  readonly code:
    | 'runner_busy'
    | 'runner_unstarted'
    | 'runner_died'
    | 'runner_silent'
    | 'runner_timeout'
    | 'task_failed'
    | 'aborted';
  constructor(code: RunnerFailure['code'], message: string) {
    super(message);
    this.name = 'RunnerFailure';
    this.code = code;
  }
}
