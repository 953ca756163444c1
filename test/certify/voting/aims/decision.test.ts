import { expect, it } from 'vitest';
import { decisionAim } from '../../../../src/certify/voting/aims/decision.ts';
import { eValueDown } from '../../../../src/certify/statistics/e-process.ts';
import { claimAt, EXACT, METHOD } from './method.ts';

const aim = decisionAim(METHOD, 0.5, EXACT);
/** Φ(1): the probability that certifies 0.5 at σ = 0.5. */
const P0 = 0.8413447460685429;

it('certifies at the target, or farther where the same draws prove more', () => {
  const outcome = aim.outcome(aim.start, { votes: [0, 55], n: 55 });
  expect(outcome).toMatchObject({
    verdict: 'certified',
    prediction: 1,
    evidence: { decision: 'above', n: 55 },
  });
  expect(outcome.radius).toBe(outcome.evidence.radius_lower);
  expect(outcome.radius!).toBeGreaterThanOrEqual(0.5);
  expect(aim.isReached(aim.start, { votes: [0, 54], n: 54 })).toBe(false);
  expect(aim.isReached(aim.start, { votes: [0, 55], n: 55 })).toBe(true);
});

it('states the e-value, rounded down: at least 1/α where it decides', () => {
  const outcome = aim.outcome(aim.start, { votes: [0, 55], n: 55 });
  expect(outcome.evidence.e_value).toBeGreaterThanOrEqual(1000);
  expect(outcome.evidence.e_value).toBeCloseTo(eValueDown(55, 55, P0), 6);
  expect(Number(aim.outcome(aim.start, { votes: [0, 54], n: 54 }).evidence.e_value)).toBeLessThan(1000);
});

it('says what cannot be certified, whichever class leads', () => {
  const outcome = aim.outcome(aim.start, { votes: [60, 40], n: 100 });
  expect(outcome).toMatchObject({ verdict: 'abstained', reason: 'not certifiable at 0.5' });
  expect(outcome.evidence).toMatchObject({ decision: 'below', candidate: 0, count: 60 });
  expect(outcome.evidence.e_value).toBeGreaterThanOrEqual(1000);
});

it('is not decided between, nor before the first vote, and says how far the class is proved', () => {
  const outcome = aim.outcome(aim.start, { votes: [85, 15], n: 100 });
  expect(outcome).toMatchObject({ verdict: 'abstained', reason: 'not decided at 0.5 by 100 draws' });
  expect(outcome.evidence.decision).toBe(null);
  expect(Number(outcome.evidence.radius_lower)).toBeGreaterThan(0);
  expect(aim.outcome(aim.start, { votes: [0, 0], n: 0 }).evidence).toMatchObject({ candidate: null, n: 0 });
});

it('decides at looks only: what is stated in between does not depend on the batches', () => {
  expect(aim.outcome(aim.start, { votes: [131, 0], n: 131 }).verdict).toBe('abstained');
  expect(aim.outcome(aim.start, { votes: [132, 0], n: 132 }).verdict).toBe('certified');
});

it('takes the distance and the allowance to the threshold', () => {
  const far = decisionAim(METHOD, 0.5, claimAt(0.001, 0.05));
  expect(far.isReached(far.start, { votes: [0, 55], n: 55 })).toBe(false);
  const outcome = far.outcome(far.start, { votes: [0, 72], n: 72 });
  expect(outcome).toMatchObject({
    verdict: 'certified',
    evidence: { noise_allowance: 0.001, off_grid: 0.05 },
  });
  expect(outcome.radius!).toBeGreaterThanOrEqual(0.5);
});

it('states the e-value at the end of the threshold that decides', () => {
  const allowance = 0.01;
  const rough = decisionAim(METHOD, 0.5, claimAt(allowance, 0));
  const valueOf = (votes: readonly number[]) => {
    const { evidence } = rough.outcome(rough.start, { votes, n: 100 });
    return Math.log(Number(evidence.e_value));
  };
  expect(valueOf([60, 40])).toBeCloseTo(Math.log(eValueDown(60, 100, P0 - allowance)), 6);
  expect(valueOf([99, 1])).toBeCloseTo(Math.log(eValueDown(99, 100, P0 + allowance)), 6);
});
