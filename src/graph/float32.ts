/** Unit roundoff of float32: a rounded result is off by at most this, relatively, where it does not underflow. */
export const UNIT = 2 ** -24;

/** The least normal float32: what underflow loses in a sum of up to 2^20 products is far below. */
export const TINY = 2 ** -126;

/**
 * γ_{n+16}, rounded up: what a float32 sum of n products errs by, relative to the sum of the absolute products, in any order
 * of summation, fused or not. The sixteen further roundings allow for weights that an engine folds at load: a normalisation
 * or a scale multiplied in, an addition moved into the bias. Infinite beyond four million terms: rules take γ² for small.
 *
 * Reference: Higham, Accuracy and Stability of Numerical Algorithms, lemma 3.1 and section 3.1.
 */
export function gamma(terms: number): number {
  const n = (terms + 16) * UNIT;
  if (n >= 0.25) return Infinity;
  return (n / (1 - n)) * (1 + 2 ** -40);
}

/**
 * What underflow loses in a sum of n products of factors below 2^63 in size (guards see to that): 2^−150 in every weight that an
 * engine folds with others at load, times such a factor; and thousands of times that for what is folded in between.
 */
export const underflow = (terms: number): number => terms * 2 ** -76;

const word = new Uint32Array(1);
const single = new Float32Array(word.buffer);

/** The least float32 that is not below x. */
export function floatUp(x: number): number {
  const near = Math.fround(x);
  return near >= x || Number.isNaN(x) ? near : step(near, 1);
}

/** The greatest float32 that is not above x. */
export const floatDown = (x: number): number => -floatUp(-x);

/** The neighbour above a float32. */
function step(near: number, by: 1): number {
  if (near === 0) return 2 ** -149;
  if (near === -Infinity) return -(2 ** 128 - 2 ** 104);
  single[0] = near;
  word[0] = near > 0 ? word[0]! + by : word[0]! - by;
  return single[0];
}
