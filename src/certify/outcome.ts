/**
 * Verdicts are a closed set.
 * - certified: proved at `radius` (rounded down);
 * - falsified: a counterexample was run on the real model;
 * - abstained: a statistical method found too little evidence;
 * - undecided: a deterministic method could not decide, for `reason`;
 * - predicted: a class is stated with confidence, and no radius is claimed (the smoothed classifier's PREDICT).
 */
export const VERDICTS = ['certified', 'falsified', 'abstained', 'undecided', 'predicted'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const NORMS = ['l2', 'linf', 'l1', 'l0'] as const;
export type Norm = (typeof NORMS)[number];

/** What a method states about one sample. `radius` is non-null exactly when the verdict is certified. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly prediction: number | null;
  readonly norm: Norm | null;
  readonly radius: number | null;
  readonly reason?: string;
  readonly evidence: Readonly<Record<string, number | string | null>>;
}
