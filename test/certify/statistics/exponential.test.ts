import { describe, expect, it } from 'vitest';
import { exponential, EXPONENTIAL_ERROR } from '../../../src/certify/statistics/exponential.ts';
import golden from '../../golden/noises.json' with { type: 'json' };

describe('exponential', () => {
  it.each(golden.exponentials)('is e^(−%s/%s) within its error', (numerator, denominator, hex) => {
    const got = exponential({ numerator: BigInt(numerator), denominator: BigInt(denominator) });
    const off = got - BigInt(`0x${hex}`);
    // the known value is rounded down by up to a unit itself
    expect(off < EXPONENTIAL_ERROR && off > -EXPONENTIAL_ERROR).toBe(true);
  });

  it('refuses an exponent above 0', () => {
    expect(() => exponential({ numerator: -1n, denominator: 2n })).toThrow(RangeError);
  });
});
