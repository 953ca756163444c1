import { quotient } from './dyadic.ts';

const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/** The least double above x. NaN and +∞ answer themselves. */
export function nextUp(x: number): number {
  if (x !== x || x === Infinity) return x;
  if (x === 0) return Number.MIN_VALUE;
  float[0] = x;
  bits[0]! += x > 0 ? 1n : -1n;
  return float[0];
}

/** The greatest double below x. NaN and −∞ answer themselves. */
export function nextDown(x: number): number {
  return -nextUp(-x);
}

/**
 * Half the spacing of doubles in [1, 2): an operation rounded to nearest errs by at most this, relatively.
 */
export const UNIT_ROUNDOFF = 2 ** -53;

/** a + b, rounded down; exact where the sum is a double. What rounding lost is found by Knuth's two-sum. */
export function addDown(a: number, b: number): number {
  const sum = a + b;
  const part = sum - a;
  const lost = a - (sum - part) + (b - part);
  return lost < 0 ? nextDown(sum) : sum;
}

/** a + b, rounded up; exact where the sum is a double. */
export const addUp = (a: number, b: number): number => -addDown(-a, -b);

/** a / n for a ≥ 0 and whole n > 0, rounded down; exact where the quotient is a double. */
export function divideDown(a: number, n: number): number {
  const near = a / n;
  if (near === 0) return 0;
  const { numerator, denominator } = quotient(a, near);
  return numerator >= BigInt(n) * denominator ? near : nextDown(near);
}
