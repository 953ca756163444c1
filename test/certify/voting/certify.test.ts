import { describe, expect, it } from 'vitest';
import { certifyOutcome } from '../../../src/certify/voting/certify.ts';
import { smoothingClaim } from '../../../src/certify/certifiers/smoothing/claim.ts';
import type { SmoothingSettled } from '../../../src/certify/certifiers/smoothing/request.ts';
import type { FixedVoting } from '../../../src/certify/voting/voting.ts';

const METHOD: SmoothingSettled & FixedVoting = {
  name: 'smoothing',
  task: 'certify',
  noise: 'gaussian',
  sigma: 0.5,
  norm: 'l2',
  n0: 10,
  n: 1000,
  alpha: 0.001,
  grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
};
const claimOf = smoothingClaim(METHOD);
const EXACT = claimOf({ distance: 0, allowance: 0 });
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
    const rough = certifyOutcome(
      METHOD,
      votes([9, 1], [990, 10]),
      claimOf({ distance: 0.125, allowance: 0.01 }),
    );
    const near = certifyOutcome(METHOD, votes([9, 1], [990, 10]), claimOf({ distance: 0.125, allowance: 0 }));
    expect(rough.evidence.p_lower).toBeCloseTo(Number(exact.evidence.p_lower) - 0.01, 14);
    expect(near.radius).toBeCloseTo(exact.radius! - 0.125, 14);
    expect(near.radius!).toBeLessThanOrEqual(exact.radius! - 0.125);
    expect(rough.radius!).toBeLessThan(near.radius!);
    expect(rough.evidence).toMatchObject({ noise_allowance: 0.01, off_grid: 0.125 });
  });

  it('abstains where the distance eats the radius', () => {
    const outcome = certifyOutcome(METHOD, votes([9, 1], [990, 10]), claimOf({ distance: 1, allowance: 0 }));
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

describe('certifyOutcome, two-sided', () => {
  const TWO_SIDED: FixedVoting = { ...METHOD, alpha_rival: 0.0005 };

  it('bounds the largest other count too, and states both', () => {
    const outcome = certifyOutcome(TWO_SIDED, votes([1, 9, 0], [2, 990, 1]), EXACT);
    expect(outcome).toMatchObject({ verdict: 'certified', prediction: 1 });
    expect(outcome.evidence).toMatchObject({ count: 990, rival_count: 2, n: 1000 });
    // Clopper and Pearson for 990 and 2 of 1000 at 0.0005, by the incomplete beta function at fifty digits.
    expect(outcome.evidence.p_lower).toBeCloseTo(0.974936566858367, 14);
    expect(outcome.evidence.rival_upper).toBeCloseTo(0.0119910070791449, 14);
    expect(outcome.radius!).toBeGreaterThan(Number(outcome.evidence.radius_one_sided));
  });

  it('falls back on the class alone where there is but one other', () => {
    const { radius, evidence } = certifyOutcome(TWO_SIDED, votes([1, 9], [10, 990]), EXACT);
    expect(radius! / Number(evidence.radius_one_sided)).toBeCloseTo(1, 12);
    expect(radius).toBeLessThan(certifyOutcome(METHOD, votes([1, 9], [10, 990]), EXACT).radius!);
  });

  it('certifies below one half where the others are divided; the class alone does not', () => {
    const divided = votes([9, 0, 0, 0], [450, 180, 190, 180]);
    expect(certifyOutcome(METHOD, divided, EXACT).verdict).toBe('abstained');
    const outcome = certifyOutcome(TWO_SIDED, divided, EXACT);
    expect(outcome).toMatchObject({ verdict: 'certified', prediction: 0 });
    expect(outcome.evidence.radius_one_sided).toBe(0);
  });

  it('abstains where the bounds overlap, the grid is too far, or nothing was selected', () => {
    const overlap = certifyOutcome(TWO_SIDED, votes([9, 0], [500, 480]), EXACT);
    expect(overlap).toMatchObject({ verdict: 'abstained', radius: null });
    expect(overlap.reason).toContain('upper bound');
    const far = certifyOutcome(TWO_SIDED, votes([9, 1], [990, 10]), claimOf({ distance: 2, allowance: 0 }));
    expect(far.reason).toContain('grid');
    expect(certifyOutcome(TWO_SIDED, votes([0, 0], [990, 10]), EXACT).reason).toContain('selection');
  });
});
