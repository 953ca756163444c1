import type { Grid } from '../grid.ts';
import { nextDown } from '../rounding.ts';

/** What the votes of the split noise certify in L1, in the grid's units. */
export interface SplitRadius {
  /** Whole steps of the grid, around the sample's place on it. */
  readonly steps: number;
  /** Around the sample: against perturbed inputs that lie on the grid. */
  readonly onGrid: number;
  /** Around the sample: against all. About half of the other. */
  readonly anywhere: number;
}

/**
 * The L1 radius of the split noise (`SplitNoise`) for a margin of votes (`voteMargin`): ⌊margin/2⌋ steps.
 *
 * Proof: a coordinate that moves by one step crosses exactly one place where the grid may be split, and that split is made in exactly
 * one of the Q draws. So ‖δ‖₁ = r steps change what at most r of the draws show, whatever the classifier; each takes one vote
 * from the leader and gives one to another class at most. There are classifiers for which all of them do.
 *
 * A sample off the grid: let u be its distance from its place. An input on the grid within ρ of the sample is within ρ + u of the
 * place, so within `steps` of them where ρ + u < (steps+1)·step, as distances on the grid are whole: `onGrid` is
 * steps·step where it can be, to the nearest double. An input off the grid is itself taken to its nearest place, and may
 * cross a split for each half step that it moves, less the `slack` of how that place is found (`placeSlack`): ρ + u
 * < (steps+1)·(step/2 − slack). Both 0 where nothing is proved.
 * Guarantee: deterministic, for all inputs within the radius, at its rim too.
 * Reference: A. Levine, S. Feizi, Improved, Deterministic Smoothing for L1 Certified Robustness, 2021 (2103.10834); the tie
 * rule is theirs.
 */
export function splitRadius(
  margin: number,
  { step }: Pick<Grid, 'step'>,
  distance = 0,
  slack = 0,
): SplitRadius {
  const steps = Math.floor(margin / 2);
  const below = (limit: number): number => Math.max(0, nextDown(nextDown(limit) - distance));
  return {
    steps,
    onGrid: Math.min(below((steps + 1) * step), steps * step),
    anywhere: below((steps + 1) * nextDown(step / 2 - slack)),
  };
}
