import { binomialTail } from './binomial-tail.ts';
import { nextDown, nextUp, UNIT_ROUNDOFF } from './rounding.ts';

/**
 * The one-sided lower confidence bound of a proportion after k of n votes: whatever the true proportion, the
 * bound is above it with probability at most α. Answers BetaInv(α; k, n−k+1), rounded down; 0 when k = 0.
 *
 * Algebra: the root p of P(Bin(n, p) ≥ k) = α, by Newton's method on the logarithm of both sides against ln
 * p: there the left side is concave, so that a step never ends beyond the root.
 *
 * Guarantee: never above the true root. The answer satisfies ln P + error ≤ ln α with the error that
 * `binomialTail` proves for that very p, and P increases in p; how p was found does not matter. It is below
 * the root by twice that error over the slope: a few units in the last place for large n, a relative 10^−13
 * at worst.
 *
 * Throws RangeError unless k, n are whole, 0 ≤ k ≤ n, 1 ≤ n ≤ 10^8, 10^−280 ≤ α ≤ ½ (so that nothing
 * underflows: the bound is at least α/n).
 * Reference: C. Clopper, E. Pearson, Biometrika 26, 1934.
 */
export function clopperPearsonLower(k: number, n: number, alpha: number): number {
  assertArguments(k, n, alpha);
  if (k === 0) return 0;
  const start = k === n ? Math.exp(Math.log(alpha) / n) : k / n;
  return solve({
    start: Math.min(start, nextDown(1)),
    excess: (p) => excess(k, n, alpha, p, 1 - p),
    // P(X ≥ k) ≤ np, so the root is at least α/n: a first step from far right must not underflow.
    newton: (p, step) => Math.max(p * Math.exp(step), alpha / n),
    retreat: (p, share) => Math.max(nextDown(p * (1 - share)), 0),
  });
}

/**
 * The one-sided upper confidence bound: 1 − BetaInv(α; n−k, k+1), rounded up; 1 when k = n. The same algebra
 * with the bound x = 1 − p as the unknown, so that a bound near 0 has all its digits. Never below the true
 * root.
 */
export function clopperPearsonUpper(k: number, n: number, alpha: number): number {
  assertArguments(k, n, alpha);
  if (k === n) return 1;
  const start = k === 0 ? -Math.expm1(Math.log(alpha) / n) : k / n;
  return solve({
    start: Math.min(Math.max(start, Number.MIN_VALUE), nextDown(1)),
    excess: (x) => excess(n - k, n, alpha, 1 - x, x),
    newton: (x, step) => Math.min(x - (1 - x) * Math.expm1(step), nextDown(1)),
    retreat: (x, share) => Math.min(nextUp(x * (1 + share)), 1),
  });
}

function assertArguments(k: number, n: number, alpha: number): void {
  const whole = Number.isInteger(k) && Number.isInteger(n);
  if (!whole || k < 0 || n < 1 || k > n || n > 1e8) throw new RangeError(`no count: ${k} of ${n}`);
  if (!(alpha >= 1e-280 && alpha <= 0.5)) throw new RangeError(`alpha = ${alpha} is not in [1e-280, 1/2]`);
}

interface Excess {
  readonly value: number;
  readonly slope: number;
}

/** How far ln P, with its error, is above ln α: 0 or less proves the bound. */
function excess(k: number, n: number, alpha: number, p: number, q: number): Excess {
  if (p >= 1) return { value: Infinity, slope: 1 };
  if (p <= 0) return { value: -Infinity, slope: 1 };
  const tail = binomialTail(k, n, p, q);
  return { value: tail.log + tail.error - Math.log(alpha) * (1 + 4 * UNIT_ROUNDOFF), slope: tail.slope };
}

interface Equation {
  readonly start: number;
  readonly excess: (x: number) => Excess;
  /** The unknown after ln p moved by `step`. */
  readonly newton: (x: number, step: number) => number;
  /** Towards the safe side by a share of x. */
  readonly retreat: (x: number, share: number) => number;
}

/** Newton's method until it stands still, then back until the bound is proved, in steps that double. */
function solve({ start, excess, newton, retreat }: Equation): number {
  let x = start;
  for (let round = 0; round < 100; round++) {
    const { value, slope } = excess(x);
    const next = newton(x, -value / slope);
    const still = Math.abs(next - x) <= 2 * UNIT_ROUNDOFF * x;
    x = next;
    if (still) break;
  }
  for (let share = UNIT_ROUNDOFF; !(excess(x).value <= 0); share *= 2) x = retreat(x, share);
  return x;
}
