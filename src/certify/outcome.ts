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

/**
 * What a radius is measured in. l0: whole pixels, each changed in any way. lp: with the p of the method. patch: the side, in
 * pixels, of a square that may lie anywhere and hold anything.
 */
export const NORMS = ['l2', 'linf', 'l1', 'l0', 'lp', 'patch'] as const;
export type Norm = (typeof NORMS)[number];

/** What a method states about one sample. `radius` is non-null exactly when the verdict is certified. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly prediction: number | null;
  readonly norm: Norm | null;
  readonly radius: number | null;
  readonly reason?: string;
  readonly evidence: Evidence;
}

/** The numbers that a verdict rests on, as JSON can carry them; null stands for one that is not finite, or for none. */
export type Evidence = Readonly<Record<string, number | string | null | readonly (number | null)[]>>;
