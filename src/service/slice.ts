import type { Sample, Session } from '../certify/certifier.ts';
import type { Classifier } from '../certify/classifier.ts';
import type { Outcome } from '../certify/outcome.ts';
import type { Row } from './job.ts';
import type { Report } from './task.ts';

/** What work on a chunk needs. */
export interface ChunkParts {
  readonly classifier: Classifier;
  /** The chunk's method, ready on the classifier. */
  readonly session: Session;
  /** Passes after which the samples of the chunk wait for each other, growing; null where each is brought to its end. */
  readonly rounds: readonly number[] | null;
  /** The sample at a dataset index, in the model's layout and the shape that the method takes. */
  readonly sample: (index: number) => Promise<Sample>;
  readonly milliseconds: () => number;
}

/** A slice of that work: until when, and to whom it reports. */
export interface Slice extends Omit<ChunkParts, 'session' | 'rounds'> {
  /** Whether the slice's time is over. */
  readonly pause: () => boolean;
  readonly report: (report: Report) => void;
}

/** Ends the attempt when a probe found something wrong. */
export function refuseWhen(wrong: string | null | undefined): void {
  if (wrong) throw new Error(`the model cannot be certified: ${wrong}`);
}

/** A sample's row: what the method states, and `base`, the plain model's class, beside it. */
export function rowOf(sample: Sample, base: number | null, outcome: Outcome, seconds: number): Row {
  const { prediction, verdict, norm, radius, reason, evidence } = outcome;
  return {
    index: sample.index,
    label: sample.label,
    prediction,
    base_prediction: base,
    correct: sample.label === null ? null : prediction === sample.label,
    verdict,
    norm,
    radius,
    reason: reason ?? null,
    evidence,
    seconds,
  };
}
