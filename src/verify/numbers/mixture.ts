import { fromLogit, logDensity, type Chance } from './beta.ts';

/**
 * ln E of k votes in n draws against the probability p: the likelihood, averaged over the arcsine law of θ, over that of p. A
 * martingale of mean 1 under p, so that it ever reaches 1/α with probability at most α (Ville).
 */
export function logEvidence(k: number, n: number, at: Chance): number {
  return 0.5 * Math.log(at.p * at.q) - logDensity(k + 0.5, n - k + 0.5, at) - Math.log(Math.PI);
}

/** min{p : E(p) < 1/α}, by bisection in the log odds: left of k/n the evidence falls in p. */
export function sequenceLower(k: number, n: number, alpha: number): Chance {
  if (k === 0) return { p: 0, q: 1 };
  const needed = -Math.log(alpha);
  let [low, high] = [-700, k === n ? 700 : Math.log(k / (n - k))];
  for (let round = 0; round < 120; round++) {
    const middle = (low + high) / 2;
    if (logEvidence(k, n, fromLogit(middle)) >= needed) low = middle;
    else high = middle;
  }
  return fromLogit(low);
}

/** max{p : E(p) < 1/α}. */
export function sequenceUpper(k: number, n: number, alpha: number): Chance {
  const { p, q } = sequenceLower(n - k, n, alpha);
  return { p: q, q: p };
}

/** The numbers of draws that votes are looked at: those that are not are never an end. */
export function lastLook(n: number): number {
  let stride = 1;
  for (let power = 1; power * 64 <= n; power *= 10)
    for (const digit of [1, 2, 5]) if (digit * power * 64 <= n) stride = digit * power;
  return Math.floor(n / stride) * stride;
}
