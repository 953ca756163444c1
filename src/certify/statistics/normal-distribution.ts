import type { Rational } from './dyadic.ts';

/** `normalDistribution` answers integers in units of 2^−192. */
export const DISTRIBUTION_BITS = 192n;
/** It errs by less than 2^−190: this many units. */
export const DISTRIBUTION_ERROR = 4n;

/** ⌊2^512 / √(2π)⌋ (test/golden/noise.py). */
const INVERSE_ROOT_TAU = BigInt(
  '0x662114cf50d942343f2cf1402eae38bfd3829f30512706d8c0471b4802639d2e9df8ac55447d3db723f5d3abb374e88deb14277970be1513278e993445f08cff',
);
const CONSTANT_BITS = 512n;

/** Φ(−17) < 2^−213: further out, 0 and 1 are near enough. */
const FAR = 17n;

/**
 * Φ(x), the standard normal distribution function, at a rational x: an integer in units of 2^−192.
 *
 * Algebra: Φ(x) = ½ + (2π)^−½ Σ (−1)^n τ_n/(2n+1), τ_n = x^(2n+1) / (2^n n!), in fixed point with w bits.
 *
 * Guarantee: |error| < 2^−190, by integer arithmetic alone, so the same on every machine. With y =
 * ⌊|x|·2^w⌋/2^w, each step τ_(n+1) = τ_n · y²/(2n+2) is rounded down by at most one unit for itself and
 * τ_n/(2n+2) units for y²; a unit lost at step m has grown at step n by at most (y²/2)^(n−m)/(n−m)!. Summed
 * over at most 700 steps and y ≤ 17, all that is less than 2^11·e^(y²/2) units, the dropped tail (alternating
 * and decreasing once τ_n rounds to 0) included. As e^(y²/2) < 2^(¾y²), w = 208 + ⌈¾y²⌉ bits leave an error
 * below 2^−197; y, the constant and the last shift add less than 2^−191.
 *
 * Reference: Abramowitz and Stegun 26.2.10.
 */
export function normalDistribution({ numerator, denominator }: Rational): bigint {
  const one = 1n << DISTRIBUTION_BITS;
  const magnitude = numerator < 0n ? -numerator : numerator;
  if (magnitude >= FAR * denominator) return numerator < 0n ? 0n : one;
  const bits = 208n + (3n * magnitude * magnitude) / (4n * denominator * denominator) + 1n;
  const series = oddSeries((magnitude << bits) / denominator, bits);
  const above = (series * (INVERSE_ROOT_TAU >> (CONSTANT_BITS - bits))) >> (2n * bits - DISTRIBUTION_BITS);
  return numerator < 0n ? one / 2n - above : one / 2n + above;
}

/** Σ (−1)^n y^(2n+1) / (2^n n! (2n+1)), argument and answer in units of 2^−bits. */
function oddSeries(y: bigint, bits: bigint): bigint {
  const square = (y * y) >> bits;
  let sum = 0n;
  let power = y;
  for (let n = 0n; power > 0n; n += 1n) {
    const term = power / (2n * n + 1n);
    sum += n % 2n === 0n ? term : -term;
    power = ((power * square) >> bits) / (2n * n + 2n);
  }
  return sum;
}
