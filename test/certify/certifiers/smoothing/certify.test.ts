import { describe, expect, it } from 'vitest';
import { certifyOutcome } from '../../../../src/certify/certifiers/smoothing/certify.ts';
import type { FixedMethod } from '../../../../src/certify/certifiers/smoothing/request.ts';

const METHOD: FixedMethod = {
  name: 'smoothing',
  task: 'certify',
  sigma: 0.5,
  n0: 10,
  n: 1000,
  alpha: 0.001,
  grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
};
const EXACT = { distance: 0, allowance: 0 };
const votes = (selection: number[], estimation: number[]) => ({ selection, estimation });

describe('certifyOutcome', () => {
  it('certifies the selected class with the published bound', () => {
    const outcome = certifyOutcome(METHOD, votes([1, 9], [10, 990]), EXACT);
    expect(outcome).toMatchObject({ verdict: 'certified', prediction: 1, norm: 'l2' });
    expect(outcome.evidence).toMatchObject({ candidate: 1, n0_count: 9, count: 990, n: 1000 });
    expect(outcome.evidence.p_lower).toBeCloseTo(0.97603618715531137, 14);
    // Φ⁻¹(0.976036…) = 1.978009582…
    expect(outcome.radius).toBeCloseTo(0.5 * 1.9780095821411992, 13);
  });

  it('bounds the selected class even when another has more votes', () => {
    const outcome = certifyOutcome(METHOD, votes([6, 4], [100, 900]), EXACT);
    expect(outcome).toMatchObject({ verdict: 'abstained', prediction: null, radius: null, norm: 'l2' });
    expect(outcome.evidence).toMatchObject({ candidate: 0, count: 100 });
    expect(outcome.reason).toContain('one half');
  });

  it('subtracts the noise allowance from the bound and the distance from the radius', () => {
    const exact = certifyOutcome(METHOD, votes([9, 1], [990, 10]), EXACT);
    const rough = certifyOutcome(METHOD, votes([9, 1], [990, 10]), { distance: 0.125, allowance: 0.01 });
    const near = certifyOutcome(METHOD, votes([9, 1], [990, 10]), { distance: 0.125, allowance: 0 });
    expect(rough.evidence.p_lower).toBeCloseTo(Number(exact.evidence.p_lower) - 0.01, 14);
    expect(near.radius).toBeCloseTo(exact.radius! - 0.125, 14);
    expect(near.radius!).toBeLessThanOrEqual(exact.radius! - 0.125);
    expect(rough.radius!).toBeLessThan(near.radius!);
    expect(rough.evidence).toMatchObject({ noise_allowance: 0.01, off_grid: 0.125 });
  });

  it('abstains where the distance eats the radius', () => {
    const outcome = certifyOutcome(METHOD, votes([9, 1], [990, 10]), { distance: 1, allowance: 0 });
    expect(outcome).toMatchObject({ verdict: 'abstained', radius: null });
    expect(outcome.reason).toContain('grid');
  });

  it('abstains without a single selecting vote', () => {
    const outcome = certifyOutcome(METHOD, votes([0, 0], [1000, 0]), EXACT);
    expect(outcome).toMatchObject({
      verdict: 'abstained',
      prediction: null,
      evidence: { candidate: null, count: 0 },
    });
  });
});
