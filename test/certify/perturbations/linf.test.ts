import { describe, expect, it } from 'vitest';
import { linf } from '../../../src/certify/perturbations/linf.ts';
import { perturbationLaws } from '../../laws/perturbation.ts';

perturbationLaws(linf);

describe('linf', () => {
  it('measures exactly', () => {
    expect(linf.length(Float64Array.of(-3, 2))).toBe(3);
    expect(linf.length(new Float64Array(9))).toBe(0);
  });

  it('contains exactly what lies within, also where a difference is no double', () => {
    const one = Float32Array.of(1);
    expect(linf.contains(one, 0.5, Float32Array.of(0.5))).toBe(true);
    expect(linf.contains(one, 0.5, Float32Array.of(1.5 + 2 ** -23))).toBe(false);
    expect(linf.contains(one, 1, Float32Array.of(-(2 ** -80)))).toBe(false);
  });
});
