import { expect, it } from 'vitest';
import { runningLeadAim } from '../../../../src/certify/voting/aims/running-lead.ts';
import { runningRadiusAim } from '../../../../src/certify/voting/aims/running-radius.ts';
import { claimAt, EXACT, METHOD } from './method.ts';

const aim = runningLeadAim({ ...METHOD, alpha_rival: METHOD.alpha / 4 }, EXACT);

it('certifies farther than the class alone where the others are divided', () => {
  const count = { votes: [900, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10], n: 1000 };
  const outcome = aim.outcome(aim.look(aim.start, count), count);
  const alone = runningRadiusAim(METHOD, null, EXACT);
  expect(outcome).toMatchObject({ verdict: 'certified', prediction: 0, evidence: { n: 1000, candidate: 0 } });
  expect(outcome.radius!).toBeGreaterThan(alone.outcome(alone.look(alone.start, count), count).radius!);
  expect(outcome.radius!).toBeGreaterThan(Number(outcome.evidence.radius_one_sided));
});

it('certifies a class below one half', () => {
  const count = { votes: [450, 180, 190, 180], n: 1000 };
  const outcome = aim.outcome(aim.look(aim.start, count), count);
  expect(outcome).toMatchObject({ verdict: 'certified', prediction: 0 });
  expect(Number(outcome.evidence.p_lower)).toBeLessThan(0.5);
  expect(outcome.evidence.radius_one_sided).toBe(0);
});

it('claims nothing before one class is proved to lead', () => {
  const count = { votes: [300, 280, 0], n: 580 };
  expect(aim.look(aim.start, count)).toEqual(aim.start);
  const outcome = aim.outcome(aim.start, count);
  expect(outcome).toMatchObject({
    verdict: 'abstained',
    evidence: { candidate: null, p_lower: 0, rival_upper: 1 },
  });
  expect(outcome.reason).toContain('upper bound');
});

it('keeps the best of each bound, for the class that it was first', () => {
  const good = { votes: [100, 0, 0], n: 100 };
  const bad = { votes: [150, 30, 20], n: 200 };
  const standing = aim.look(aim.start, good);
  const later = aim.look(standing, bad);
  expect(aim.outcome(later, bad).radius!).toBeGreaterThanOrEqual(aim.outcome(standing, good).radius!);
  expect(aim.look(standing, { votes: [0, 4000, 0], n: 4000 })).toEqual(standing);
  expect(aim.isReached(later, bad)).toBe(false);
});

it('takes the distance off', () => {
  const far = runningLeadAim({ ...METHOD, alpha_rival: METHOD.alpha / 4 }, claimAt(0, 9));
  const count = { votes: [900, 100], n: 1000 };
  const outcome = far.outcome(far.look(far.start, count), count);
  expect(outcome).toMatchObject({ verdict: 'abstained', evidence: { candidate: 0 } });
  expect(outcome.reason).toContain('grid');
});
