import { deviance } from './deviance.ts';
import { UNIT_ROUNDOFF as u } from './rounding.ts';
import { stirlingError } from './stirling-error.ts';

/** ln P(X ≥ k) with a bound on its absolute error. `slope` = d ln P / d ln p, to a few digits. */
export interface BinomialTail {
  readonly log: number;
  readonly error: number;
  readonly slope: number;
}

/**
 * The upper tail of the binomial distribution, ln P(X ≥ k) for X ~ Bin(n, p), with a bound on its own
 * rounding.
 *
 * Algebra: P = b(k)·S with b(k) = C(n,k) p^k q^(n−k) and S = 1 + Σ_i Π_(m≤i) (n−k−m+1)/(k+m) · p/q. By
 * Stirling ln b(k) = ½ ln(n/(2πk(n−k))) + δ(n) − δ(k) − δ(n−k) − D(k, np) − D(n−k, nq). And dP/dp =
 * (k/p)·b(k).
 *
 * Guarantee: |ln P − log| ≤ error, for IEEE doubles and an engine whose Math.log, log1p are within one unit
 * in the last place (V8 computes them itself, the same on every platform). Every part below brings its
 * first-order error bound; the sum is enlarged by 1 % for the higher orders.
 *
 * Requires whole 1 ≤ k ≤ n ≤ 10^8 and 0 < p < 1 with np ≤ k, up to rounding: about 10·√n steps, at most n −
 * k. One of p and q is exact and the other is 1 minus it, rounded.
 * Reference: C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000.
 */
export function binomialTail(k: number, n: number, p: number, q = 1 - p): BinomialTail {
  const mass = k === n ? certainMass(n, p, q) : binomialMass(k, n, p, q);
  const series = tailSeries(k, n, p / q);
  const log = mass.log + Math.log(series.value);
  const error = mass.error + series.error + 2 * u * Math.log(series.value) + u * Math.abs(log);
  return { log, error: 1.01 * error, slope: k / series.value };
}

interface Bounded {
  readonly log: number;
  readonly error: number;
}

/** ln p^n: one logarithm within 2u of whichever of p and q is exact, one product. */
function certainMass(n: number, p: number, q: number): Bounded {
  const log = n * (p < 0.5 ? Math.log(p) : Math.log1p(-q));
  return { log, error: 3 * u * Math.abs(log) };
}

function binomialMass(k: number, n: number, p: number, q: number): Bounded {
  const rest = n - k;
  const hits = deviance(k, n * p, 2 * u);
  const misses = deviance(rest, n * q, 2 * u);
  const stirling = [stirlingError(n), -stirlingError(k), -stirlingError(rest)] as const;
  // The root's argument errs by 4u, halved by the root; its logarithm by 2u, relatively.
  const root = 0.5 * Math.log(n / (2 * Math.PI * k * rest));
  const parts = [root, ...stirling, -hits.value, -misses.value];
  const magnitude = parts.reduce((sum, part) => sum + Math.abs(part), 0);
  const log = parts.reduce((sum, part) => sum + part, 0);
  const own = 2 * u + 2 * u * Math.abs(root) + 3 * u;
  return { log, error: own + hits.error + misses.error + parts.length * u * magnitude };
}

/**
 * S by its terms, all positive. Term i errs by 6iu relatively (three operations and the ratio p/q a step),
 * which is accumulated; each addition by u. The terms left out are below a geometric series, and that below
 * S·2^−60.
 */
function tailSeries(k: number, n: number, odds: number): { value: number; error: number } {
  let value = 1;
  let term = 1;
  let weighted = 0;
  let steps = 0;
  for (let left = n - k; left > 0; left--) {
    steps++;
    term *= (left / (k + steps)) * odds;
    value += term;
    weighted += steps * term;
    const ratio = ((left - 1) / (k + steps + 1)) * odds;
    if (ratio < 1 && term * ratio <= value * (1 - ratio) * 2 ** -61) break;
  }
  return { value, error: (6 * u * weighted) / value + steps * u + 2 ** -60 };
}
