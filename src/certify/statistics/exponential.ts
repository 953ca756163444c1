import type { Rational } from './dyadic.ts';

/** `exponential` answers integers in units of 2^−192. */
export const EXPONENTIAL_BITS = 192n;
/** It errs by less than this many units. */
export const EXPONENTIAL_ERROR = 2n;

/** Bits of the intermediate fixed point. */
const WORKING_BITS = 256n;
/** Halvings of the argument, and squarings of the power. */
const HALVINGS = 8n;
/** e^−140 < 2^−201: further out, 0 is near enough. */
const FAR = 140n;

/**
 * e^−x at a rational x ≥ 0: an integer in units of 2^−192.
 *
 * Algebra: y = x/2^8 < 0.55, e^−y = Σ (−y)^n/n! in fixed point with 256 bits, squared eight times.
 *
 * Guarantee: |error| < 2^−191, by integer arithmetic alone, so the same on every machine. A term is off by at most
 * 2 units: 1 for its own rounding, and less than 1 for its predecessor's error times y/(n+1) and for y's own; fewer than
 * 60 terms and the dropped tail (alternating and decreasing) make 2^7 units. A square of a number below 1 doubles its error and
 * adds one unit: less than 2^16 units after eight, 2^−240. The last shift loses one unit of 2^−192.
 *
 * Throws RangeError for x < 0.
 */
export function exponential({ numerator, denominator }: Rational): bigint {
  if (numerator < 0n) throw new RangeError(`exponent ${-numerator}/${denominator} is above 0`);
  if (numerator >= FAR * denominator) return 0n;
  const y = (numerator << (WORKING_BITS - HALVINGS)) / denominator;
  let power = alternatingSeries(y);
  for (let i = 0n; i < HALVINGS; i++) power = (power * power) >> WORKING_BITS;
  return power >> (WORKING_BITS - EXPONENTIAL_BITS);
}

/** Σ (−y)^n/n!, argument and answer in units of 2^−256. */
function alternatingSeries(y: bigint): bigint {
  let sum = 0n;
  let term = 1n << WORKING_BITS;
  for (let n = 1n; term > 0n; n++) {
    sum += n % 2n === 1n ? term : -term;
    term = (term * y) >> WORKING_BITS;
    term /= n;
  }
  return sum;
}
