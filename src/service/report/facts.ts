import type { Certificate } from '../../certify/certificate/schema.ts';
import type { CertifiedAccuracy, Summary } from '../../certify/summary.ts';
import type { Job, Row } from '../job.ts';
import type { ClassRow } from './class-tally.ts';
import type { Headline } from './headline.ts';
import type { Hesitation } from './hesitations.ts';
import type { Bin } from './histogram.ts';
import type { Look } from './picture.ts';

/** A sample that is shown, with what is known of it; `look` null where its values are not kept any more. */
export interface Shown {
  readonly row: Row;
  readonly look: Look | null;
}

/** Everything that a report says. Shares are rounded down where something is proved by them. */
export interface ReportFacts {
  /** Without the address that it is announced to. */
  readonly job: Omit<Job, 'webhook'>;
  readonly method: { readonly title: string; readonly reference: string };
  /** Null where the job kept nothing of it, and its record was removed after the job had ended; as below. */
  readonly model: Named | null;
  readonly denoiser: Named | null;
  readonly dataset: (Named & { readonly count: number; readonly shape: readonly number[] }) | null;
  /** Names of the classes, where the model has them. */
  readonly classes: readonly string[] | null;
  /** What a sample is called. */
  readonly noun: 'image' | 'sample';
  readonly headline: Headline;
  /** At the radii of the table. */
  readonly summary: Summary;
  /** The same certified accuracy at all radii that the curve needs. */
  readonly curve: readonly CertifiedAccuracy[];
  readonly histogram: readonly Bin[];
  readonly by_class: readonly ClassRow[];
  /** The most frequent pairs of those that there are. */
  readonly hesitations: readonly Hesitation[];
  readonly hesitation_pairs: number;
  /** The weakest first; samples may be among both where there are few. */
  readonly weakest: readonly Shown[];
  readonly strongest: readonly Shown[];
  /** Certified or stated for a class that is not the label: from the strongest on. */
  readonly mistakes: readonly Shown[];
  /** In words and symbols; null of a job without rows, or of an older release whose model was removed. */
  readonly claim: Certificate['claim'] | null;
  /** Digest of all outcomes, as the certificate of the job states it; null while it is not known. */
  readonly outcomes: string | null;
  readonly caveats: readonly string[];
}

interface Named {
  readonly name: string;
}

/** The samples of a dataset in canonical form, read one by one. */
export interface SampleReader {
  /** Of one sample, channels first. */
  readonly shape: readonly number[];
  values(index: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Null where the dataset's bytes are not kept any more. */
export type OpenSamples = (digest: string) => Promise<SampleReader | null>;

/** A whole HTML document that needs nothing else. */
export interface Page {
  readonly html: string;
  /** Of its only style sheet, as a Content-Security-Policy names it: `sha256-…`. */
  readonly style: string;
}

export type RenderReport = (facts: ReportFacts) => Promise<Page>;
