import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digitsOf, roundNumbers } from '../../../src/certify/audit/round-numbers.ts';

it('finds what people would choose, the roundest first', () => {
  expect(roundNumbers(9.6e-4, 1.65e-3, 4)).toEqual([0.001, 0.0011, 0.0012, 0.0013]);
  expect(roundNumbers(99_000, 105_000, 2)).toEqual([100_000, 99_000]);
  expect(roundNumbers(0.2499999, 0.2500001, 1)).toEqual([0.25]);
  expect(roundNumbers(0.123456, 0.123456, 3)).toEqual([0.123456]);
});

it('stays within the range, and names nothing twice', () => {
  const range = fc.record({
    low: fc.double({ min: 1e-100, max: 1e8, noNaN: true }),
    factor: fc.double({ min: 1, max: 50, noNaN: true }),
  });
  fc.assert(
    fc.property(range, ({ low, factor }) => {
      const found = roundNumbers(low, low * factor, 12);
      expect(new Set(found).size).toBe(found.length);
      expect(found.length).toBeLessThanOrEqual(12);
      for (const value of found) expect(value >= low && value <= low * factor).toBe(true);
      if (factor > 1.2) expect(found.length).toBe(12);
    }),
  );
});

it('counts the digits that a number takes', () => {
  expect([0.001, 100_000, 99_900, 0.25, 1 / 3].map(digitsOf)).toEqual([1, 1, 3, 2, 16]);
});
