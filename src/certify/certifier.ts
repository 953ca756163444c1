import type { z } from 'zod';
import type { Evaluator } from '../graph/evaluate.ts';
import type { Model } from '../graph/graph.ts';
import type { Classifier } from './classifier.ts';
import type { Outcome } from './outcome.ts';

/** A named obstacle: why a method does not apply, or what is wrong with a parameter (`pointer`: RFC 6901, inside the method). */
export interface Obstacle {
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
  readonly node?: string;
  readonly operator?: string;
}

export interface Guarantee {
  readonly kind: 'probabilistic' | 'deterministic';
  /** 1 − α for a probabilistic guarantee. */
  readonly confidence?: number;
  readonly per: 'sample';
  /** float32: of the program that runs. real: of the network in exact arithmetic. */
  readonly arithmetic: 'float32' | 'real';
}

/** What is known of model and data when a job is submitted; enough to refuse early and to fill in every default. */
export interface Problem {
  readonly classes: number;
  /** Shape of one sample, without the batch axis; empty where nothing is known of it yet. */
  readonly shape: readonly number[];
  /** Where the channels of an image lie in the shape; first when left out. */
  readonly layout?: 'NCHW' | 'NHWC';
  /** The model's declared input domain [low, high], else null. */
  readonly domain: readonly [number, number] | null;
  /** The model's declared grid step, else null. */
  readonly grid: number | null;
  /** What the data shows: smallest and largest value, and the coarsest known grid step all values lie on, else null. */
  readonly data: { readonly range: readonly [number, number]; readonly grid: number | null };
}

/** One sample as a certifier sees it. `index` is its place in the dataset: it enters the random key. */
export interface Sample {
  readonly index: number;
  readonly values: Float32Array;
  readonly label: number | null;
}

/** What a certifier has found out about a sample so far: plain numbers, so that it can be written down. */
export type Carry = Readonly<Record<string, number | readonly number[]>>;

/** A sample that was laid aside: continued with this, on any machine, it ends as if it never had been. */
export interface Paused {
  readonly carry: Carry;
}

export interface Watch {
  /** Called with the number of forward passes done since the last call. */
  readonly progress?: (passes: number) => void;
  /** Asked between forward passes; true lays the sample aside. At least one is made before it is asked. */
  readonly pause?: () => boolean;
  /** Where an earlier call laid the sample aside. */
  readonly carried?: Carry | null;
}

/** What a session works on: a loaded model. */
export interface Subject {
  readonly classifier: Classifier;
  /** The graph, as the bytes state it; they are decoded when it is first asked for. */
  readonly model: () => Promise<Model>;
  /** Runs what the method makes of the graph. */
  readonly evaluator: Evaluator;
}

/** A method at work on a loaded model: on one sample after another, or on a batch of them at a time. */
export type Session = SampleSession | BatchSession;

export interface SampleSession {
  readonly unit: 'sample';
  /** Tries on inputs such as the method makes whether it can be believed for this classifier; says what is wrong, or null. */
  probe?(sample: Sample): Promise<string | null>;
  /** Certifies one sample, or lays it aside when it is asked to. */
  certify(sample: Sample, watch?: Watch): Promise<Outcome | Paused>;
}

/** A sample in its row of the classifier's batch: float32 results may depend on the row, so it belongs to the sample. */
export interface BatchRow {
  readonly sample: Sample;
  readonly row: number;
  /** The plain model's class, computed in the same row; null for a tie or a NaN. */
  readonly base: number | null;
}

export interface BatchSession {
  readonly unit: 'batch';
  /** Compares what the method computes with the plain model on a batch; says what is wrong, or null. */
  probe?(rows: readonly BatchRow[]): Promise<string | null>;
  /** Certifies samples that have rows of their own in one batch; outcomes in their order. Other rows of the batch stay empty. */
  certify(rows: readonly BatchRow[], watch?: Pick<Watch, 'progress'>): Promise<readonly Outcome[]>;
  /** Frees what the engine holds for the session. */
  release?(): Promise<void>;
}

/** What has to be found out on the model itself, in a process that may die. */
export interface Examination {
  /** Grows whenever another answer may come out: what an older one found is found out again. */
  readonly version: number;
  /** Reasons why the method cannot be used on the model; empty when it applies. */
  obstacles(subject: Subject): Promise<readonly Obstacle[]>;
}

export const isPaused = (result: object): result is Paused => 'carry' in result;

/**
 * What every method offers. `Request` is what a client writes, `Settled` the same with every default filled in:
 * it is stored with the job, shown to the client, and alone (with the seed) determines the outcomes.
 */
export interface Certifier<Request extends { name: string }, Settled extends { name: string }> {
  readonly name: Request['name'];
  readonly title: string;
  readonly reference: string;
  /** The contract of `method` in a job; strict, documented, with defaults. */
  readonly request: z.ZodType<Request>;
  readonly settled: z.ZodType<Settled>;
  guarantee(method: Settled): Guarantee;
  /** Reasons why the method cannot be used on the problem's model at all; empty when it applies. */
  supports(problem: Omit<Problem, 'data'>): readonly Obstacle[];
  /** Where the problem alone does not tell. */
  readonly examination?: Examination;
  /** Fills in every default, or says everything that is wrong with the parameters for this problem. */
  settle(method: Request, problem: Problem): { settled: Settled } | { obstacles: readonly Obstacle[] };
  /** Forward passes that one sample takes, at most. */
  passes(method: Settled): number;
  /** What is certified at once: jobs are cut between whole batches where it is a batch. */
  readonly unit: Session['unit'];
  /** Radii that a summary speaks of when none are asked for; standard ones when left out or null. */
  radii?(method: Settled): readonly number[] | null;
  /** A session on a loaded model. `seed`: 32 bytes. */
  open(method: Settled, subject: Subject, seed: Uint8Array): Promise<Session>;
}
