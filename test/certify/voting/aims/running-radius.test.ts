import { describe, expect, it } from 'vitest';
import { runningRadiusAim } from '../../../../src/certify/voting/aims/running-radius.ts';
import { confidenceLower } from '../../../../src/certify/statistics/confidence-sequence.ts';
import { gaussianRadius } from '../../../../src/certify/statistics/radius.ts';
import { claimAt, EXACT, METHOD } from './method.ts';

const aim = runningRadiusAim(METHOD, null, EXACT);

describe('the running radius', () => {
  it('is that of the lower bound at the plain alpha', () => {
    const count = { votes: [95, 5], n: 100 };
    const outcome = aim.outcome(aim.look(aim.start, count), count);
    expect(outcome).toMatchObject({
      verdict: 'certified',
      prediction: 0,
      evidence: { votes: [95, 5], n: 100 },
    });
    expect(outcome.radius).toBe(gaussianRadius(confidenceLower(95, 100, METHOD.alpha), METHOD.sigma!));
    expect(Number(outcome.evidence.radius_upper)).toBeGreaterThan(outcome.radius!);
    expect(outcome.evidence.bounds).toEqual([outcome.evidence.p_lower, outcome.evidence.p_upper]);
  });

  it('keeps the best that was proved, when later votes speak against it', () => {
    const good = { votes: [100, 0], n: 100 };
    const bad = { votes: [150, 50], n: 200 };
    const standing = aim.look(aim.start, good);
    const later = aim.look(standing, bad);
    expect(aim.outcome(later, bad).radius).toBe(aim.outcome(standing, good).radius);
    expect(later.bounds[1]).toBeLessThan(standing.bounds[1]);
  });

  it('states no radius before a class is proved to have more than half', () => {
    const count = { votes: [60, 40], n: 100 };
    const outcome = aim.outcome(aim.look(aim.start, count), count);
    expect(outcome).toMatchObject({
      verdict: 'abstained',
      radius: null,
      evidence: { candidate: null, count: 0 },
    });
    expect(outcome.reason).toContain('one half');
    expect(aim.outcome(aim.start, { votes: [0, 0], n: 0 }).evidence.radius_upper).toBe(null);
  });

  it('takes allowance and distance off', () => {
    const far = runningRadiusAim(METHOD, null, claimAt(0.01, 0.1));
    const count = { votes: [95, 5], n: 100 };
    const [near, moved] = [aim, far].map((one) => one.outcome(one.look(one.start, count), count));
    expect(moved!.radius!).toBeLessThan(near!.radius! - 0.1);
    expect(moved!.evidence.bounds).toEqual(near!.evidence.bounds);
    const off = runningRadiusAim(METHOD, null, claimAt(0, 3));
    const none = off.outcome(off.look(off.start, count), count);
    expect(none).toMatchObject({ verdict: 'abstained', evidence: { candidate: 0 } });
    expect(none.reason).toContain('grid');
  });

  it('goes on to the cap, or until it is known to a width', () => {
    const count = { votes: [900, 100], n: 1000 };
    const standing = aim.look(aim.start, count);
    expect(aim.isReached(standing, count)).toBe(false);
    const { radius, evidence } = aim.outcome(standing, count);
    const half = (Number(evidence.radius_upper) - radius!) / 2;
    expect(runningRadiusAim(METHOD, half * 1.001, EXACT).isReached(standing, count)).toBe(true);
    expect(runningRadiusAim(METHOD, half * 0.999, EXACT).isReached(standing, count)).toBe(false);
  });
});
