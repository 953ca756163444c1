import { describe, expect, it } from 'vitest';
import { predictOutcome } from '../../../src/certify/voting/predict.ts';
import type { FixedVoting } from '../../../src/certify/voting/voting.ts';

const METHOD: FixedVoting = {
  task: 'predict',
  n0: 0,
  n: 100,
  alpha: 0.001,
};
const EXACT = { distance: 0, allowance: 0 };
const predict = (estimation: number[], circumstances = EXACT) =>
  predictOutcome(METHOD, { selection: [], estimation }, { circumstances });

describe('predictOutcome', () => {
  it('states the class with most votes, and no radius', () => {
    const outcome = predict([10, 70, 20]);
    expect(outcome).toMatchObject({ verdict: 'predicted', prediction: 1, norm: null, radius: null });
    expect(outcome.evidence).toMatchObject({ count: 70, runner_up: 2, runner_up_count: 20, n: 100 });
    expect(outcome.reason).toBeUndefined();
  });

  it('abstains where the two first are too near', () => {
    const outcome = predict([55, 45]);
    expect(outcome).toMatchObject({
      verdict: 'abstained',
      prediction: null,
      radius: null,
      evidence: { candidate: 0 },
    });
    expect(outcome.reason).toContain('apart');
    expect(outcome.evidence.p_value).toBeCloseTo(0.3682, 4);
  });

  it('abstains on a tie and on no votes at all', () => {
    expect(predict([50, 50])).toMatchObject({ verdict: 'abstained', evidence: { p_value: 1, runner_up: 1 } });
    expect(predict([0, 0])).toMatchObject({
      verdict: 'abstained',
      evidence: { candidate: null, runner_up: null },
    });
  });

  it('predicts without a runner-up', () => {
    expect(predict([0, 100])).toMatchObject({
      verdict: 'predicted',
      evidence: { runner_up: null, runner_up_count: 0 },
    });
  });

  it('adds what inexact noise may do over all draws', () => {
    const rough = predict([70, 30], { distance: 0, allowance: 1e-5 });
    expect(Number(rough.evidence.p_value) - Number(predict([70, 30]).evidence.p_value)).toBeCloseTo(1e-3, 12);
    expect(rough.verdict).toBe('abstained');
    expect(predict([70, 30]).verdict).toBe('predicted');
  });
});
