const HALF_LOG_TAU = 0.9189385332046728;

/** φ(z), the standard normal density. */
export const normalDensity = (z: number): number => Math.exp(-0.5 * z * z - HALF_LOG_TAU);

/**
 * 1 − Φ(z) for z ≥ 0, within about 10^−14 of itself; 0 where it underflows.
 *
 * Algebra: below 2 the series ½ − φ(z) Σ z^(2n+1)/(2n+1)!!; from there Laplace's continued fraction φ(z)/(z +
 * 1/(z + 2/(z + …))), which needs fewer steps the larger z is.
 * Reference: Abramowitz and Stegun 26.2.11 and 26.2.14.
 */
export function survival(z: number): number {
  const density = normalDensity(z);
  if (density === 0) return 0;
  if (z < 2) return 0.5 - density * oddSeries(z);
  let tail = z;
  for (let n = Math.ceil(20 + 400 / (z * z)); n >= 1; n--) tail = z + n / tail;
  return density / tail;
}

function oddSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 3; term > 2 ** -60 * sum; n += 2) sum += term *= (z * z) / n;
  return sum;
}
