/**
 * χ² of counts against probabilities, neighbours taken together until 20 are expected, made nearly standard normal by Wilson's
 * and Hilferty's cube root.
 */
export function chiSquareScore(counts: ArrayLike<number>, probabilities: readonly number[]): number {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  let bins = 0;
  let expected = 0;
  let counted = 0;
  for (const [i, p] of probabilities.entries()) {
    expected += total * p;
    counted += counts[i]!;
    if (expected < 20) continue;
    statistic += (counted - expected) ** 2 / expected;
    bins++;
    expected = 0;
    counted = 0;
  }
  const f = bins - 1;
  return (Math.cbrt(statistic / f) - 1 + 2 / (9 * f)) / Math.sqrt(2 / (9 * f));
}
