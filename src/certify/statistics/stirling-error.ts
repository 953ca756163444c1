/** δ(1) … δ(15), to the nearest double (test/golden/stirling.py). */
const SMALL = [
  0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
  0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.00833056343336287,
  0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475,
  0.005554733551962801,
] as const;

/**
 * δ(n) = ln n! − ln(√(2πn) (n/e)^n), the error of Stirling's formula, for whole n ≥ 1.
 *
 * Guarantee: absolute error below 2^−55. From n = 16 the alternating series 1/12n − 1/360n³ + 1/1260n⁵ −
 * 1/1680n⁷ + 1/1188n⁹ − 691/360360n¹¹ + … errs by less than the first term left out, 0.0065/n¹³ < 2^−59;
 * rounding its value, below 0.0053, adds less than 2^−57, and rounding the table, below 0.082, less than
 * 2^−56.
 */
export function stirlingError(n: number): number {
  const small = SMALL[n - 1];
  if (small !== undefined) return small;
  const w = 1 / (n * n);
  return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - (w * 691) / 360360))))) / n;
}
