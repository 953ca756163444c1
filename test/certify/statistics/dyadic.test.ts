import { describe, expect, it } from 'vitest';
import { dyadic, quotient } from '../../../src/certify/statistics/dyadic.ts';

describe('dyadic', () => {
  it.each([0, 1, -1, 0.1, -0.3, 1e300, 5e-324, 2 ** -1022, Number.MAX_VALUE])(
    'takes %d apart exactly',
    (x) => {
      const { mantissa, exponent } = dyadic(x);
      // Two powers, as 2^1074 is no double.
      expect(Number(mantissa) * 2 ** Math.max(exponent, -500) * 2 ** Math.min(exponent + 500, 0)).toBe(x);
    },
  );

  it.each([NaN, Infinity, -Infinity])('refuses %d', (x) => {
    expect(() => dyadic(x)).toThrow(RangeError);
  });
});

describe('quotient', () => {
  it('is exact in both directions', () => {
    for (const [a, b] of [
      [1, 3],
      [3, 2 ** -30],
      [2 ** 40, 7],
      [-0.1, 0.25],
    ] as const) {
      const { numerator, denominator } = quotient(a, b);
      expect(denominator > 0n).toBe(true);
      expect(Number(numerator) / Number(denominator)).toBe(a / b);
    }
    expect(quotient(1, 255).numerator * 255n).toBe(quotient(1, 255).denominator);
  });
});
