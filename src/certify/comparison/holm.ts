import { nextUp } from '../statistics/rounding.ts';

/**
 * The p-values of a family, each as large as it must be for all of them to be looked at together: whichever of them are at most ε,
 * the probability that any of those hypotheses is true is at most ε, however the tests depend on each other.
 *
 * Algebra: the i-th smallest of m is multiplied by m − i + 1, is not below the one before it, and not above 1. Rounded up.
 * Reference: S. Holm, Scandinavian Journal of Statistics 6, 1979.
 */
export function holm(values: readonly number[]): number[] {
  const ascending = values.map((value, place) => ({ value, place })).sort((a, b) => a.value - b.value);
  const adjusted = new Array<number>(values.length);
  let largest = 0;
  for (const [i, { value, place }] of ascending.entries()) {
    const times = values.length - i;
    largest = Math.max(largest, Math.min(1, times === 1 ? value : nextUp(times * value)));
    adjusted[place] = largest;
  }
  return adjusted;
}
