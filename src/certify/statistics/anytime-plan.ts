import { isNarrow, type RadiusInterval } from './anytime-radius.ts';
import { clopperPearsonLower } from './clopper-pearson.ts';
import { confidenceLower, confidenceUpper, type Bounds } from './confidence-sequence.ts';
import { isRefuted, MOST_DRAWS } from './e-process.ts';
import { leastCount } from './least-count.ts';

/** Draws counted once, at a number fixed before; or looked at after every draw. */
export type Sampling = 'fixed' | 'anytime';

/** Draws beyond which Clopper-Pearson bounds are not computed. */
const MOST_FIXED = 1e8;

/**
 * The least n at which unanimous votes prove a probability of p₀ or more at level α; null where no n up to 10^9
 * (fixed: 10^8) does. So no decision "above" comes earlier, and none "below" before leastUnanimous(1 − p₀, α).
 *
 * Algebra: α^(1/n) ≥ p₀, or E = w(n)/p₀^n ≥ 1/α. ln E starts at 0 and is convex in n, so what is reached once
 * stays.
 */
export function leastUnanimous(p0: number, alpha: number, sampling: Sampling = 'anytime'): number | null {
  if (sampling === 'fixed') return leastCount(MOST_FIXED, (n) => clopperPearsonLower(n, n, alpha) >= p0);
  if (p0 === 0) return 1;
  return p0 >= 1 ? null : leastCount(MOST_DRAWS, (n) => isRefuted(n, n, alpha, p0));
}

/** The largest probability that n draws can prove, which unanimous votes do; rounded down. */
export const largestLower = (n: number, alpha: number, sampling: Sampling = 'anytime'): number =>
  sampling === 'fixed' ? clopperPearsonLower(n, n, alpha) : confidenceLower(n, n, alpha);

/**
 * An estimate of the draws after which a class of probability p is decided against p₀, on average; Infinity for
 * p = p₀.
 *
 * Algebra: ln E_n = S_n + ξ_n − ½ ln(πn/2), S_n a random walk of drift κ = KL(p ‖ p₀) and variance s² =
 * pq·ln²(pq₀/p₀q) a step, ξ_n of mean ½. Equating the mean at the crossing to ln(1/α) plus the overshoot of a
 * walk with small normal steps, 0.583 s, gives κN = ln(1/α) + ½ ln(πN/2) − ½ + 0.583 s; but not before votes
 * without exception are enough. Against p₀ = 0 or 1 the first exception decides.
 * Reference: M. Woodroofe, Nonlinear Renewal Theory, 1982; D. Siegmund, Sequential Analysis, 1985 (0.583).
 */
export function expectedDraws(p: number, p0: number, alpha: number): number {
  const drift = divergence(p, p0);
  if (!(drift > 0)) return Infinity;
  if (drift === Infinity) return p0 === 0 ? 1 / p : 1 / (1 - p);
  const earliest = (p > p0 ? leastUnanimous(p0, alpha) : leastUnanimous(1 - p0, alpha)) ?? Infinity;
  if (p === 0 || p === 1) return earliest;
  const step = Math.sqrt(p * (1 - p)) * Math.abs(Math.log((p * (1 - p0)) / (p0 * (1 - p))));
  const needed = -Math.log(alpha) - 0.5 + 0.583 * step;
  let draws = needed / drift;
  for (let round = 0; round < 60; round++) draws = (needed + 0.5 * Math.log((Math.PI * draws) / 2)) / drift;
  return Math.max(draws, earliest);
}

/**
 * The draws after which the radius of a class of probability p is known to ± width, when votes come in as
 * expected; null beyond 10^9. `interval`: what bounds of the probability leave open.
 */
export function drawsToWidth(
  p: number,
  width: number,
  alpha: number,
  interval: (bounds: Bounds) => RadiusInterval,
): number | null {
  return leastCount(MOST_DRAWS, (n) => {
    const k = Math.round(n * p);
    const bounds = { lower: confidenceLower(k, n, alpha), upper: confidenceUpper(k, n, alpha) };
    return isNarrow(interval(bounds), width);
  });
}

/** KL(p ‖ p₀) of two coins, in nats a draw. */
function divergence(p: number, p0: number): number {
  const part = (a: number, b: number): number => (a === 0 ? 0 : a * Math.log(a / b));
  return part(p, p0) + part(1 - p, 1 - p0);
}
