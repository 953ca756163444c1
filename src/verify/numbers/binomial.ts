import { chance, fromLogit, logDensity, logIncompleteBeta, type Chance } from './beta.ts';

/** ln P(Bin(n, p) ≥ k) for 1 ≤ k ≤ n, and p not much above k/n. */
const logTail = (k: number, n: number, at: Chance): number => logIncompleteBeta(k, n - k + 1, at);

/**
 * The one-sided lower bound of Clopper and Pearson: the p with P(Bin(n, p) ≥ k) = α. Newton's method in the log odds, kept in
 * a bracket that halves where it leaves it.
 */
export function lowerBound(k: number, n: number, alpha: number): Chance {
  if (k === 0) return { p: 0, q: 1 };
  if (k === n) return { p: Math.exp(Math.log(alpha) / n), q: -Math.expm1(Math.log(alpha) / n) };
  const target = Math.log(alpha);
  let [low, high] = [-800, Math.log(k / (n - k))];
  let t = high;
  for (let round = 0; round < 200; round++) {
    const at = fromLogit(t);
    const value = logTail(k, n, at) - target;
    if (value > 0) high = t;
    else low = t;
    const slope = Math.exp(logDensity(k, n - k + 1, at) - value - target);
    const newton = t - value / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * Math.max(1, Math.abs(t))) break;
    t = next;
  }
  return fromLogit(t);
}

/** The upper bound: the lower one of the votes for others, seen from the other side. */
export function upperBound(k: number, n: number, alpha: number): Chance {
  const { p, q } = lowerBound(n - k, n, alpha);
  return { p: q, q: p };
}

/** The two-sided exact test of a votes against b: 2·P(Bin(a+b, ½) ≥ max), at most 1. */
export function evenOdds(a: number, b: number): number {
  if (a === b) return 1;
  const most = Math.max(a, b);
  return Math.min(1, 2 * Math.exp(logTail(most, a + b, chance(0.5))));
}

/**
 * How many of n statements may be false together: the least q with P(Bin(n, α) > q) ≤ δ. `doubtful`: the tail at its edge is so
 * close to δ that the next number is as good.
 */
export function jointlyFalse(n: number, alpha: number, delta: number): { q: number; doubtful: boolean } {
  if (alpha === 0 || n === 0) return { q: 0, doubtful: false };
  const rare = (q: number) => (q >= n ? -Infinity : logTail(q + 1, n, chance(alpha))) - Math.log(delta);
  let [low, high] = [Math.floor(n * alpha) - 1, n];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (rare(middle) <= 0) high = middle;
    else low = middle;
  }
  return { q: high, doubtful: Math.abs(rare(high)) < 1e-9 || (high > 0 && Math.abs(rare(high - 1)) < 1e-9) };
}
