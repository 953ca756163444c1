import { describe, expect, it } from 'vitest';
import { l1 } from '../../../src/certify/perturbations/l1.ts';
import { perturbationLaws } from '../../laws/perturbation.ts';

perturbationLaws(l1);

describe('l1', () => {
  it('measures lengths from above', () => {
    expect(l1.length(Float64Array.of(3, -4))).toBeGreaterThanOrEqual(7);
    expect(l1.length(Float64Array.of(3, -4))).toBeLessThan(7 + 1e-13);
    expect(l1.length(Float64Array.of(1, 2 ** -60, 2 ** -60))).toBeGreaterThan(1);
    expect(l1.length(new Float64Array(9))).toBe(0);
  });

  it('puts all of the worst case on one coordinate, the first of equals', () => {
    expect([...l1.worst(Float64Array.of(1, -2, 2), 0.5)]).toEqual([0, -0.5, 0]);
  });
});
