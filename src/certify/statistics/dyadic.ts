/** A finite double, exactly: mantissa · 2^exponent. */
export interface Dyadic {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const float = new Float64Array(1);
const bits = new BigUint64Array(float.buffer);
const FRACTION = (1n << 52n) - 1n;

/** Takes a double apart. Throws RangeError for NaN and ±∞. */
export function dyadic(x: number): Dyadic {
  if (!Number.isFinite(x)) throw new RangeError(`${x} is not a finite number`);
  float[0] = Math.abs(x);
  const biased = Number(bits[0]! >> 52n);
  const fraction = bits[0]! & FRACTION;
  const magnitude = biased === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: x < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 };
}

/** A quotient of integers; the denominator is positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** a / b for doubles a and b > 0, exactly. */
export function quotient(a: number, b: number): Rational {
  const above = dyadic(a);
  const below = dyadic(b);
  const shift = above.exponent - below.exponent;
  return {
    numerator: above.mantissa << BigInt(Math.max(shift, 0)),
    denominator: below.mantissa << BigInt(Math.max(-shift, 0)),
  };
}
