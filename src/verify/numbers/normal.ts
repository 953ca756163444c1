import type { Chance } from './beta.ts';

const LOG_ROOT_TAU = 0.5 * Math.log(2 * Math.PI);

/** Φ(z) − ½ by its series, z ≤ 3. */
function centre(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) sum += term *= (z * z) / n;
  return sum * Math.exp(-0.5 * z * z - LOG_ROOT_TAU);
}

/** φ(z)/(1 − Φ(z)), z > 1: Laplace's continued fraction. */
function hazard(z: number): number {
  let value = z;
  for (let n = 300; n >= 1; n--) value = z + n / value;
  return value;
}

/** Φ(z) and its complement. */
export function normal(z: number): Chance {
  const size = Math.abs(z);
  const tail = size < 2 ? 0.5 - centre(size) : Math.exp(-0.5 * size * size - LOG_ROOT_TAU) / hazard(size);
  return z < 0 ? { p: tail, q: 1 - tail } : { p: 1 - tail, q: tail };
}

/** Φ⁻¹(p), by Newton's method on the series near ½ and on the logarithm of the tail beyond; ∓∞ at the ends. */
export function quantile({ p, q }: Chance): number {
  if (p < q) return -quantile({ p: q, q: p });
  if (q <= 0) return Infinity;
  let z = q > 0.05 ? 0 : Math.sqrt(-2 * Math.log(q));
  for (let round = 0; round < 60; round++) {
    const rate = z < 2 ? Math.exp(-0.5 * z * z - LOG_ROOT_TAU) : hazard(z);
    const error = z < 2 ? (centre(z) - (p - q) / 2) / rate : (Math.log(q) - Math.log(normal(z).q)) / rate;
    z -= error;
    if (Math.abs(error) <= 1e-16 * z) break;
  }
  return z;
}
