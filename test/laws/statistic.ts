import { describe, expect, it } from 'vitest';

/** One answer beside the double next to the true value on the safe side. */
export interface KnownBound {
  readonly name: string;
  readonly got: number;
  readonly limit: number;
}

/**
 * A lower bound is never above the truth, by nothing at all, and below it by no more than `tolerance`,
 * relatively.
 */
export function lowerBoundLaws(title: string, known: readonly KnownBound[], tolerance: number): void {
  describe(title, () => {
    it('is never above the true value', () => {
      expect(known.length).toBeGreaterThan(0);
      expect(known.filter(({ got, limit }) => !(got <= limit))).toEqual([]);
    });
    it(`is within ${tolerance} of it`, () => {
      const off = known.filter(({ got, limit }) => !(got >= limit - tolerance * Math.abs(limit)));
      expect(off).toEqual([]);
    });
  });
}

/** The same, mirrored. */
export function upperBoundLaws(title: string, known: readonly KnownBound[], tolerance: number): void {
  const mirrored = known.map(({ name, got, limit }) => ({ name, got: -got, limit: -limit }));
  lowerBoundLaws(`${title} (mirrored)`, mirrored, tolerance);
}
