import { describe, expect, it } from 'vitest';
import type { SmoothingSettled } from '../../../src/certify/certifiers/smoothing/request.ts';
import { smoothing } from '../../../src/certify/certifiers/smoothing/smoothing.ts';
import { classifying, outcomeOf } from '../../laws/certifier.ts';
import { key } from '../numbers.ts';
import { stepClassifier } from '../synthetic.ts';

const METHOD: SmoothingSettled = {
  name: 'smoothing',
  task: 'certify',
  noise: 'gaussian',
  sigma: 0.25,
  norm: 'l2',
  n0: 100,
  n: 1000,
  alpha: 0.001,
  grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
};
const sample = (index: number, x: number) => ({ index, values: Float32Array.of(x), label: null });

/** On a classifier of one coordinate, class 1 above one half. */
const opened = (method: SmoothingSettled, seed = key(1)) =>
  smoothing.open(method, classifying(stepClassifier(32, 0.5)), seed);

describe('a session', async () => {
  const session = await opened(METHOD);

  it('sees other noise for another sample and another key', async () => {
    const counts = await Promise.all([
      outcomeOf(session, sample(0, 0.25)),
      outcomeOf(session, sample(1, 0.25)),
      outcomeOf(await opened(METHOD, key(2)), sample(0, 0.25)),
    ]);
    expect(new Set(counts.map(({ evidence }) => evidence.count)).size).toBeGreaterThan(1);
  });

  it('gives the same answer to samples certified at the same time', async () => {
    const together = await Promise.all([
      outcomeOf(session, sample(0, 0.25)),
      outcomeOf(session, sample(1, 0.75)),
    ]);
    expect(together).toEqual([
      await outcomeOf(session, sample(0, 0.25)),
      await outcomeOf(session, sample(1, 0.75)),
    ]);
  });

  it('takes the distance from the grid off the radius', async () => {
    const on = await outcomeOf(session, sample(0, 0.125));
    const off = await outcomeOf(session, sample(0, 0.125 + 2 ** -7));
    expect(off.evidence).toMatchObject({ count: on.evidence.count });
    expect(off.evidence.off_grid).toBeCloseTo(2 ** -7, 12);
    expect(off.radius).toBeCloseTo(on.radius! - 2 ** -7, 12);
  });

  it('predicts when asked to', async () => {
    const predicting = await opened({ ...METHOD, task: 'predict', n0: 0 });
    expect(await outcomeOf(predicting, sample(0, 0.125))).toMatchObject({
      verdict: 'predicted',
      prediction: 0,
    });
  });

  it('refuses a sample of another size, and a key of another length', async () => {
    const wrong = { index: 0, values: new Float32Array(2), label: null };
    await expect(session.certify(wrong)).rejects.toThrow('2 values for a model of 1');
    await expect(opened(METHOD, new Uint8Array(16))).rejects.toThrow(RangeError);
  });

  it('samples up to a cap, with the distance from the grid taken to the threshold', async () => {
    const { n0: _, n: __, ...rest } = METHOD;
    const method = { ...rest, max_n: 1000, target: { radius: 0.1 } };
    const deciding = await opened(method);
    const on = await outcomeOf(deciding, sample(0, 0.125));
    const off = await outcomeOf(deciding, sample(0, 0.125 + 2 ** -7));
    expect(on.evidence).toMatchObject({ decision: 'above', off_grid: 0 });
    expect(off.evidence.off_grid).toBeCloseTo(2 ** -7, 12);
    expect(Number(off.evidence.n)).toBeGreaterThan(Number(on.evidence.n));
  });

  it('refuses a method without a number of draws', async () => {
    const { n0: _, n: __, ...rest } = METHOD;
    const none = await opened(rest);
    await expect(none.certify(sample(0, 0.25))).rejects.toThrow('max_n');
  });
});
