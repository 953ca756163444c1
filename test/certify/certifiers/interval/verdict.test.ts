import { describe, expect, it } from 'vitest';
import type { IntervalSettled } from '../../../../src/certify/certifiers/interval/request.ts';
import { conclude, undecided } from '../../../../src/certify/certifiers/interval/verdict.ts';
import { SETTLED } from './problem.ts';

const AT: IntervalSettled = { ...SETTLED, epsilon: 0.1, domain: null, reach: 2 };
const LIST: IntervalSettled = { ...AT, epsilon: [0.1, 0.2], norm: 'l2', arithmetic: 'real' };
const trial = (epsilon: number, lower: number, rival = 3) => ({ epsilon, margin: { lower, rival } });

describe('a verdict', () => {
  it('is certified at the size, with the margin that proves it', () => {
    expect(conclude(AT, 7, [trial(0.1, 0.25)])).toEqual({
      verdict: 'certified',
      prediction: 7,
      norm: 'linf',
      radius: 0.1,
      evidence: { margin_lower: 0.25, runner_up: 3, epsilon: 0.1, arithmetic: 'float32', evaluations: 1 },
    });
  });

  it('is certified at the largest of several, and tells the margins of all', () => {
    const { radius, evidence } = conclude(LIST, 7, [trial(0.1, 0.25), trial(0.2, -1, 4)]);
    expect(radius).toBe(0.1);
    expect(evidence).toMatchObject({ margin_lower: 0.25, runner_up: 3, epsilon: 0.1, arithmetic: 'real' });
    expect(evidence['margins']).toEqual([0.25, -1]);
    expect(conclude(LIST, 7, [trial(0.1, 1), trial(0.2, 0.5, 4)])).toMatchObject({
      radius: 0.2,
      evidence: { margin_lower: 0.5, runner_up: 4 },
    });
  });

  it('is undecided otherwise, and says in words which margin stayed negative, at the smallest size', () => {
    const outcome = conclude(LIST, 7, [trial(0.1, -0.123456), trial(0.2, -9, 5)]);
    expect(outcome).toMatchObject({ verdict: 'undecided', prediction: 7, norm: 'l2', radius: null });
    expect(outcome.reason).toBe(
      'at epsilon 0.1 the margin over class 3 is not shown to be positive: its lower bound is -0.123',
    );
    expect(outcome.evidence).toMatchObject({
      margin_lower: -0.123456,
      epsilon: 0.1,
      margins: [-0.123456, -9],
    });
  });

  it('tells what JSON can carry where nothing is known', () => {
    for (const lower of [NaN, -Infinity]) {
      const outcome = conclude(LIST, 7, [trial(0.1, lower), trial(0.2, lower)]);
      expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
      expect(outcome.evidence).toMatchObject({ margin_lower: null, margins: [null, null] });
      expect(outcome.reason).toContain('not bounded');
    }
  });

  it('is undecided for reasons that need no bound', () => {
    expect(undecided(AT, null, 'because')).toMatchObject({
      verdict: 'undecided',
      prediction: null,
      norm: 'linf',
      reason: 'because',
      evidence: { evaluations: 0 },
    });
  });
});
