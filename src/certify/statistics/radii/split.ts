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
 * A sample off the grid: let u be its distance from its place. An input on the grid is as far from its own place as float32 writes
 * that (`written`); it lies within `steps` of the sample's place where ρ + u < (steps+1)·(step − written), as distances on the
 * grid are whole: `onGrid` is steps·step where it can be, to the nearest double. An input off the grid is itself taken to its
 * nearest place, and may cross a split for each half step that it moves, less the `slack` of how that place is found: ρ + u
 * < (steps+1)·(step/2 − slack). Both 0 where nothing is proved; `onGrid` also where what is written may be taken to another place.
 * Guarantee: deterministic, for all inputs within the radius, at its rim too.
 * Reference: A. Levine, S. Feizi, Improved, Deterministic Smoothing for L1 Certified Robustness, 2021 (2103.10834); the tie
 * rule is theirs.
 */
export function splitRadius(
  margin: number,
  { step }: Pick<Grid, 'step'>,
  distance = 0,
  { slack, written }: Inexactness = EXACT,
): SplitRadius {
  const steps = Math.floor(margin / 2);
  const below = (least: number): number => Math.max(0, nextDown(nextDown((steps + 1) * least) - distance));
  const between = nextDown(step / 2 - slack);
  return {
    steps,
    onGrid: written < between ? Math.min(below(nextDown(step - written)), steps * step) : 0,
    anywhere: below(between),
  };
}

/** What rounding to float32 and to the grid may be off, in the grid's units: `placeSlack` and `writtenSlack`. */
export interface Inexactness {
  readonly slack: number;
  readonly written: number;
}

const EXACT: Inexactness = { slack: 0, written: 0 };
