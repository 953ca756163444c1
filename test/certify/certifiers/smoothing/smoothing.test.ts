import { describe, expect, it } from 'vitest';
import { smoothing } from '../../../../src/certify/certifiers/smoothing/smoothing.ts';
import type { Problem, Sample } from '../../../../src/certify/certifier.ts';
import { certifierLaws, classifying } from '../../../laws/certifier.ts';
import { numbers } from '../../numbers.ts';
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
