import type { Finding } from '../../certify/comparison/finding.ts';
import type { Norm, Verdict } from '../../certify/outcome.ts';
import type { CertifiedAccuracy, Summary } from '../../certify/summary.ts';
import type { Job } from '../job.ts';
import type { Page } from '../report/facts.ts';

/** One of the jobs that are compared. */
export interface Side {
  readonly job: Pick<
    Job,
    | 'id'
    | 'model_id'
    | 'model_digest'
    | 'denoiser_id'
    | 'denoiser_digest'
    | 'method'
    | 'seed'
    | 'finished_at'
    | 'provenance'
  >;
  /** Of the model; null where the job kept nothing of it, and its record was removed. */
  readonly name: string | null;
  readonly title: string;
  /** At the radii of the comparison. */
  readonly summary: Summary;
  /** The same certified accuracy at all radii that a curve needs. */
  readonly curve: readonly CertifiedAccuracy[];
}

/** What a job says of a sample. */
export interface Answer {
  readonly verdict: Verdict;
  readonly prediction: number | null;
  readonly radius: number | null;
}

/** A sample that one job certifies further than another. */
export interface Difference {
  readonly index: number;
  readonly label: number | null;
  readonly first: Answer;
  readonly second: Answer;
}

/** Two of the jobs, by their places. */
export interface Pairing {
  readonly first: number;
  readonly second: number;
  readonly findings: readonly Finding[];
  /** Samples that the second certifies further, and less far: the largest differences first. */
  readonly gains: readonly Difference[];
  readonly losses: readonly Difference[];
  /** Of all samples. */
  readonly further: number;
  readonly less: number;
}

/** What jobs over the same samples say beside each other. */
export interface Comparison {
  readonly sides: readonly Side[];
  readonly pairs: readonly Pairing[];
  readonly radii: readonly number[];
  /** Whether the client named them, or they follow from the methods. */
  readonly radii_source: 'client' | 'methods';
  readonly norm: Norm;
  readonly labelled: boolean;
  readonly dataset: { readonly id: string; readonly digest: string; readonly name: string | null };
  readonly samples: Pick<Job['samples'], 'offset' | 'stride'> & { readonly count: number };
  /** Of the statements of all jobs at once, in words. */
  readonly statement: { readonly confidence: number | null; readonly text: string };
  readonly test: {
    /** Which a finding needs. */
    readonly confidence: number;
    /** Questions that were asked together. */
    readonly questions: number;
    readonly text: string;
  };
  readonly caveats: readonly string[];
}

export interface ComparisonQuery {
  /** Ascending; those that follow from the methods when null or left out. */
  readonly radii?: readonly number[] | null;
  /** 1 − confidence of each job's statement about all samples together, in (0, ½). */
  readonly delta?: number | undefined;
  /** That a finding about other inputs needs, in [½, 1). */
  readonly confidence?: number | undefined;
}

export type RenderComparison = (comparison: Comparison) => Promise<Page>;
