import type { z } from 'zod';
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
  readonly arithmetic: string;
}

/** What is known of model and data when a job is submitted; enough to refuse early and to fill in every default. */
export interface Problem {
  readonly classes: number;
  /** Shape of one sample, without the batch axis. */
  readonly shape: readonly number[];
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

export interface Session {
  /** Tries on inputs such as the method makes whether it can be believed for this classifier; says what is wrong, or null. */
  probe?(sample: Sample): Promise<string | null>;
  /** Certifies one sample, or lays it aside when it is asked to. */
  certify(sample: Sample, watch?: Watch): Promise<Outcome | Paused>;
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
  /** Fills in every default, or says everything that is wrong with the parameters for this problem. */
  settle(method: Request, problem: Problem): { settled: Settled } | { obstacles: readonly Obstacle[] };
  /** Forward passes that one sample takes. */
  passes(method: Settled): number;
  /** A session on a loaded classifier. `seed`: 32 bytes. */
  open(method: Settled, classifier: Classifier, seed: Uint8Array): Promise<Session>;
}
