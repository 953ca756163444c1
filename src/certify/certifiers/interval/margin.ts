/** What is known of a sample's lead over the other classes, for every perturbation of one size. */
export interface Margin {
  /** Lower bound of the lead over the class that comes nearest; NaN where nothing is known. */
  readonly lower: number;
  /** That class; the first of which nothing is known, where there is one. */
  readonly rival: number;
}

/** One size that was tried. */
export interface Trial {
  readonly epsilon: number;
  readonly margin: Margin;
}

/** The least of a row's margins over other classes. `margins`: batch × classes. */
export function leastMargin(margins: Float32Array, row: number, classes: number, own: number): Margin {
  let least: Margin = { lower: Infinity, rival: own };
  for (let rival = 0; rival < classes; rival++) {
    if (rival === own) continue;
    const lower = margins[row * classes + rival]!;
    if (Number.isNaN(lower)) return { lower, rival };
    if (lower < least.lower) least = { lower, rival };
  }
  return least;
}

/** A tie is no lead, and NaN is no knowledge. */
export const isCertified = ({ margin }: Trial): boolean => margin.lower > 0 && margin.lower < Infinity;
