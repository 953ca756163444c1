import { describe, expect, it } from 'vitest';
import { l2 } from '../../../src/certify/perturbations/l2.ts';
import { perturbationLaws } from '../../laws/perturbation.ts';

perturbationLaws(l2);

describe('l2', () => {
  it('measures lengths from above, also where squares underflow', () => {
    expect(l2.length(Float64Array.of(3, 4))).toBeGreaterThanOrEqual(5);
    expect(l2.length(Float64Array.of(3, 4))).toBeLessThan(5 + 1e-13);
    expect(l2.length(Float64Array.of(3e-200, 4e-200))).toBeGreaterThanOrEqual(5e-200);
    expect(l2.length(new Float64Array(9))).toBe(0);
  });
});
