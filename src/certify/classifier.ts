/**
 * A base classifier f with a fixed batch shape: the engine promises the same bits for the same row only then.
 * Row i of the answer belongs to row i of the input; rows do not influence each other.
 */
export interface Classifier {
  /** Rows in every call. */
  readonly batch: number;
  readonly classes: number;
  /** Shape of one sample, without the batch axis. */
  readonly shape: readonly number[];
  /** `input`: batch × (product of shape) values, row-major. Answers batch × classes logits. The input may be reused after. */
  logits(input: Float32Array): Promise<Float32Array>;
}

/** Index of the single largest logit of row `row`; null for a NaN anywhere in the row or a tie for the first place. */
export function topClass(logits: Float32Array, row: number, classes: number): number | null {
  const start = row * classes;
  let best = start;
  let tied = false;
  for (let i = start; i < start + classes; i++) {
    const value = logits[i]!;
    if (value !== value) return null;
    if (i === start) continue;
    if (value > logits[best]!) {
      best = i;
      tied = false;
    } else if (value === logits[best]!) tied = true;
  }
  return tied ? null : best - start;
}
