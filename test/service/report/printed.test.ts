import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percent, printed } from '../../../src/service/report/printed.ts';

describe('printed numbers', () => {
  it.each([
    [0, '0'],
    [0.25, '0.25'],
    [0.1, '0.1'],
    [3, '3'],
    [0.675_499, '0.6754'],
    [0.018_709_9, '0.01870'],
    [12.345_678, '12.34'],
    [1e-9, '1e-9'],
    [1.234_99e-12, '1.234e-12'],
    [123_456.789, '123456'],
  ])('%s is %s', (radius, text) => {
    expect(printed(radius)).toBe(text);
  });

  it('are never more than what is proved, and not much less', () => {
    const radius = fc.double({ min: 1e-30, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(radius, (value) => {
        const text = Number(printed(value));
        expect(text).toBeLessThanOrEqual(value);
        expect(text).toBeGreaterThan(value * 0.998);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [0.935, '93.5 %'],
    [1, '100.0 %'],
    [0.999_999, '99.9 %'],
    [0, '0.0 %'],
  ])('the share %s is %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });
});
