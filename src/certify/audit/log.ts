import type { Printed } from './printed.ts';

/** What a log says it was made with: n draws a sample, one-sided level α, noise of standard deviation σ. */
export interface Claim {
  readonly n: number;
  readonly alpha: number;
  readonly sigma: number;
}

/** One sample of a published log. */
export interface LogRow {
  readonly idx: number;
  readonly label: number | null;
  /** Null for an abstention. */
  readonly predict: number | null;
  readonly radius: Printed | null;
  readonly correct: boolean | null;
  /** Votes of the class, where the log has them. */
  readonly count: number | null;
  /** Draws of this sample, where they are stated; else the claim's. */
  readonly n: number | null;
  readonly abstained: boolean;
  /** What the radius was shortened by, where the log says so: the distance from a grid, in the units of σ … */
  readonly distance: number;
  /** … and a part of the probability. */
  readonly allowance: number;
}
