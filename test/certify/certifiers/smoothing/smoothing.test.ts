import { describe, expect, it } from 'vitest';
import { smoothing } from '../../../../src/certify/certifiers/smoothing/smoothing.ts';
import type { Problem, Sample } from '../../../../src/certify/certifier.ts';
import type { Outcome } from '../../../../src/certify/outcome.ts';
import { certifierLaws, classifying, outcomeOf } from '../../../laws/certifier.ts';
import { key, numbers } from '../../numbers.ts';
import { linearClassifier } from '../../synthetic.ts';
import { DIGITS } from './problem.ts';

const SHAPE = [3, 2, 2];
const uniform = numbers(4);
const w = Array.from({ length: 12 }, () => 2 * uniform() - 1);
const norm = Math.hypot(...w);
/** The plane w·x = w·centre. */
const b = -0.5 * w.reduce((sum, x) => sum + x, 0);
const margin = (values: Float32Array) => values.reduce((sum, x, j) => sum + x * w[j]!, b) / norm;

/** The first lies on the plane, the others at random. */
const samplesOn = (steps: number): Sample[] =>
  Array.from({ length: 16 }, (_, index) => ({
    index: index * 1000,
    label: null,
    values: Float32Array.from({ length: 12 }, () =>
      index === 0 ? 0.5 : Math.floor(uniform() * steps + 0.5) / steps,
    ),
  }));

const linear = (steps: number, problem: Partial<Problem>) => ({
  problem: {
    classes: 2,
    shape: SHAPE,
    domain: null,
    grid: null,
    data: { range: [0, 1], grid: null },
    ...problem,
  } as const,
  samples: samplesOn(steps),
  subject: async (batch: number) => classifying(linearClassifier(batch, SHAPE, w, b)),
  /** The smoothed linear classifier is the linear classifier: its radius is the distance from the plane. */
  truth: ({ values }: Sample) => ({ class: margin(values) > 0 ? 1 : 0, radius: Math.abs(margin(values)) }),
});

const METHOD = { name: 'smoothing', sigma: 0.25, n0: 40, n: 2000, alpha: 1e-6 };
certifierLaws(smoothing, METHOD, linear(16, { domain: [0, 1], grid: 0.0625 }));
certifierLaws(smoothing, { ...METHOD, sigma: 0.5 }, linear(997, {}));
certifierLaws(smoothing, { ...METHOD, two_sided: true }, linear(16, { domain: [0, 1], grid: 0.0625 }));

const ANYTIME = { name: 'smoothing', sigma: 0.25, alpha: 1e-6, max_n: 2000 };
for (const goal of [
  {},
  { target: { radius: 0.125 } },
  { target: { width: 0.04 }, max_n: 3000 },
  { two_sided: true },
])
  certifierLaws(smoothing, { ...ANYTIME, ...goal }, linear(16, { domain: [0, 1], grid: 0.0625 }));
certifierLaws(smoothing, { ...ANYTIME, sigma: 0.5, target: { radius: 0.16 }, max_n: 2003 }, linear(997, {}));

/** As a job of the first release stored it: without a noise and a norm. */
const STORED = {
  name: 'smoothing',
  task: 'certify',
  sigma: 0.25,
  max_n: 500,
  target: { width: 0.01 },
  alpha: 0.001,
  grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
};

describe('a method that was stored before there were other noises', () => {
  const settled = smoothing.settled.parse(STORED);

  it('is one of Gaussian noise in L2', () => {
    expect(settled).toEqual({ ...STORED, noise: 'gaussian', norm: 'l2' });
  });

  it('can be extended, and its rows resumed, to what is found at once', async () => {
    const extended = smoothing.extend(settled, 2000, SHAPE);
    if (!('settled' in extended)) throw new Error(JSON.stringify(extended.obstacles));
    expect(extended.settled).toEqual({ ...STORED, noise: 'gaussian', norm: 'l2', max_n: 2000 });
    const subject = classifying(linearClassifier(16, SHAPE, w, b));
    const sample = samplesOn(16)[3]!;
    const row = await outcomeOf(await smoothing.open(settled, subject, key(7)), sample);
    const carried = smoothing.resume(extended.settled, JSON.parse(JSON.stringify(row)) as Outcome);
    expect(carried).toMatchObject({ n: 500 });
    const session = await smoothing.open(extended.settled, subject, key(7));
    expect(await session.certify(sample, { carried })).toEqual(await session.certify(sample));
  });
});

describe('extending', () => {
  it('moves the cap and nothing else, or says why it cannot', () => {
    const settled = smoothing.settled.parse(STORED);
    expect(smoothing.extend(settled, 5000, [64])).toEqual({ settled: { ...settled, max_n: 5000 } });
    expect(smoothing.extend(settled, 500, [64])).toMatchObject({ obstacles: [{ code: 'not_larger' }] });
    expect(smoothing.extend(settled, 1e8, [2 ** 13, 2 ** 13])).toMatchObject({
      obstacles: [{ code: 'max_n_too_large' }],
    });
  });
});

describe('smoothing', () => {
  it('guarantees 1 − α a sample, for the float32 program', () => {
    const answer = smoothing.settle(smoothing.request.parse(METHOD), DIGITS);
    if (!('settled' in answer)) throw new Error('not settled');
    expect(smoothing.guarantee({ ...answer.settled, alpha: 0.001 })).toEqual({
      kind: 'probabilistic',
      confidence: 0.999,
      per: 'sample',
      arithmetic: 'float32',
    });
    expect(smoothing.guarantee({ ...answer.settled, alpha: 1e-100 }).confidence).toBeLessThan(1);
  });
});
