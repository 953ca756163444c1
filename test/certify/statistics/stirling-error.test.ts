import { describe, expect, it } from 'vitest';
import { stirlingError } from '../../../src/certify/statistics/stirling-error.ts';

/** δ(n) − δ(n+1) = (n + ½) ln(1 + 1/n) − 1 = Σ_(j≥1) v^(2j)/(2j+1) with v = 1/(2n+1). */
function difference(n: number): number {
  const w = (2 * n + 1) ** -2;
  let sum = 0;
  for (let j = 60; j >= 1; j--) sum = w * (sum + 1 / (2 * j + 1));
  return sum;
}

describe('stirlingError', () => {
  it('fits its recurrence, across the end of the table too', () => {
    for (let n = 1; n < 200; n++) {
      expect(Math.abs(stirlingError(n) - stirlingError(n + 1) - difference(n))).toBeLessThan(2 ** -54);
    }
  });

  it('goes to 1/12n', () => {
    expect(stirlingError(1e8) * 12e8).toBeCloseTo(1, 15);
  });
});
