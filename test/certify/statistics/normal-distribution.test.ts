import { describe, expect, it } from 'vitest';
import {
  DISTRIBUTION_ERROR,
  normalDistribution,
} from '../../../src/certify/statistics/normal-distribution.ts';
import golden from '../../golden/noise.json' with { type: 'json' };

describe('normalDistribution', () => {
  it.each(golden.distribution as [number, number, string][])('at %i/%i is within its error', (a, b, hex) => {
    const got = normalDistribution({ numerator: BigInt(a), denominator: BigInt(b) });
    const off = got - BigInt(`0x${hex}`);
    // The known value is rounded down, by less than one more unit.
    expect(off <= DISTRIBUTION_ERROR + 1n && off >= -DISTRIBUTION_ERROR).toBe(true);
  });

  it('is symmetric and increases', () => {
    const at = (i: number) => normalDistribution({ numerator: BigInt(i), denominator: 7n });
    for (let i = -130; i < 130; i++) {
      expect(at(i) + at(-i)).toBe(1n << 192n);
      expect(at(i + 1) >= at(i)).toBe(true);
    }
  });
});
