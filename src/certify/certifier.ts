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
  /** Factors of the radius, channel by channel, where it is not the same for all. */
  readonly channels?: readonly number[];
  /** Of the norm lp. */
  readonly p?: number;
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
  /** The model that the request names as the denoiser, where there is one: what stands in front of the classifier. */
  readonly denoiser?: Denoiser;
}

/** By id, and by the digest of its bytes. */
export interface Denoiser {
  readonly id: string;
  readonly digest: string;
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
  /**
   * What is proved so far, by a method whose statements hold at every moment: a certificate, or not enough yet. The radius
   * never shrinks from one to the next, nor in the final outcome. Left out by methods that state nothing before their end.
   */
  readonly interim?: Outcome;
}

export interface Watch {
  /** Called with the number of forward passes done since the last call, and of those that were computed beside them in vain. */
  readonly progress?: (passes: number, unused?: number) => void;
  /** Asked between forward passes; true lays the sample aside. At least one is made before it is asked. */
  readonly pause?: () => boolean;
  /**
   * Lays the sample aside as soon as it has had so many passes in all, in whole batches of the classifier; at once, without
   * another pass, where it had them before. Only methods with `rounds` mind it.
   */
  readonly limit?: number;
  /** Where an earlier call laid the sample aside, or what `Certifier.resume` made of its row. */
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
  /** The values that the plain model takes for a sample, where samples are encoded for it; the sample's own when left out. */
  plain?(sample: Sample): Float32Array;
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

/** What a method that draws can tell beforehand. Radii are in the model's input units. */
export interface Plan {
  /** Draws that certify the radius asked for when all agree, which is the least; null where none is asked for or none is enough. */
  readonly least_draws: number | null;
  /** The largest radius that the most draws can give; null for a method that states none. */
  readonly largest_radius: number | null;
  /** Draws to expect of a sample whose class has probability p: on average, up to the cap. */
  readonly expected_draws: readonly { readonly p: number; readonly draws: number }[];
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
  /**
   * The shape, in the model's layout, that samples of the data must have, where it is not the model's own because the method encodes
   * them. Null where no samples could be encoded for this model: then `settle` says why.
   */
  sampleShape?(
    method: Request | Settled,
    problem: Pick<Problem, 'shape' | 'layout'>,
  ): readonly number[] | null;
  /** Fills in every default, or says everything that is wrong with the parameters for this problem. */
  settle(method: Request, problem: Problem): { settled: Settled } | { obstacles: readonly Obstacle[] };
  /** Forward passes that one sample takes, at most. */
  passes(method: Settled): number;
  /**
   * Limits of passes, growing, up to which all samples of a chunk are worked on before any goes on to the next, so that easy
   * samples leave early; left out or null for methods that finish a sample at once. The last one ends every sample.
   */
  rounds?(method: Settled): readonly number[] | null;
  /** What of the method a derived seed depends on; all of it when left out. */
  keyed?(method: Settled): unknown;
  /**
   * The method with a larger cap, at which a finished job can be continued; or why it cannot. Left out by methods that cannot
   * at all.
   */
  extend?(
    method: Settled,
    most: number,
    shape: readonly number[],
  ): { settled: Settled } | { obstacles: readonly Obstacle[] };
  /**
   * With what a row of the same method with a smaller cap goes on, so that it ends as if the cap had been the larger one from
   * the start; null where the row stands as it is.
   */
  resume?(method: Settled, row: Outcome): Carry | null;
  /** What can be told of the answers before a single pass, beside an estimate of the time. */
  plan?(method: Settled, shape: readonly number[]): Plan;
  /** What is certified at once: jobs are cut between whole batches where it is a batch. */
  readonly unit: Session['unit'];
  /** Radii that a summary speaks of when none are asked for; standard ones when left out or null. */
  radii?(method: Settled): readonly number[] | null;
  /** A session on a loaded model. `seed`: 32 bytes. */
  open(method: Settled, subject: Subject, seed: Uint8Array): Promise<Session>;
}
