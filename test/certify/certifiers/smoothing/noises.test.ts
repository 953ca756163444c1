import { describe, expect, it } from 'vitest';
import { isPaused, type Carry, type Problem, type Sample } from '../../../../src/certify/certifier.ts';
import { smoothing } from '../../../../src/certify/certifiers/smoothing/smoothing.ts';
import { certifierLaws, classifying, outcomeOf, type KnownProblem } from '../../../laws/certifier.ts';
import { key, numbers } from '../../numbers.ts';
import { linearClassifier } from '../../synthetic.ts';
import { settledOf } from './worst-case.ts';

const SHAPE = [2, 2];
const GRIDDED = { domain: [0, 1], grid: 0.0625 } as const;

/**
 * A plane w·x = w·centre. Under noise that is as likely on either side the smoothed classifier is the classifier itself: its radius is the
 * distance from the plane. `dual`: the length of w in the dual norm.
 */
function plane(w: readonly number[], dual: number, given: Partial<Problem>): KnownProblem {
  const b = -0.5 * w.reduce((sum, x) => sum + x, 0);
  const uniform = numbers(11);
  const steps = given.grid ? 1 / given.grid : 997;
  const margin = (values: Float32Array) => values.reduce((sum, x, j) => sum + x * w[j]!, b) / dual;
  const samples = Array.from({ length: 12 }, (_, index) => ({
    index: index * 1000,
    label: null,
    // The first lies on the plane, the others at random.
    values: Float32Array.from(w, () => (index === 0 ? 0.5 : Math.floor(uniform() * steps + 0.5) / steps)),
  }));
  return {
    problem: {
      classes: 2,
      shape: SHAPE,
      domain: null,
      grid: null,
      data: { range: [0, 1], grid: null },
      ...given,
    },
    samples,
    subject: async (batch: number) => classifying(linearClassifier(batch, SHAPE, w, b)),
    truth: ({ values }: Sample) => ({ class: margin(values) > 0 ? 1 : 0, radius: Math.abs(margin(values)) }),
  };
}

/** One coordinate outweighs the others: what noise that certifies in L1 is nearly exact for. */
const steep = (given: Partial<Problem>) => plane([1, -0.125, 0.0625, 0.125], 1, given);
/** All weigh the same: what balls of Lp are exact for. `q`: of the dual norm. */
const even = (q: number, given: Partial<Problem>) => plane([1, -1, 1, 1], 4 ** (1 / q), given);

// Seven values, so that the noise is as likely on either side.
const UNIFORM = { name: 'smoothing', noise: 'uniform', lambda: 0.21875, alpha: 1e-6 };
const LAPLACE = { name: 'smoothing', noise: 'laplace', b: 0.125, norm: 'l1', alpha: 1e-6 };
const LINF = { name: 'smoothing', sigma: 0.25, norm: 'linf', alpha: 1e-6 };
const L4 = { name: 'smoothing', sigma: 0.25, norm: 'lp', p: 4, alpha: 1e-6 };

certifierLaws(smoothing, { ...UNIFORM, n0: 40, n: 1000 }, steep(GRIDDED));
certifierLaws(smoothing, { ...UNIFORM, n0: 40, n: 800, two_sided: true }, steep(GRIDDED));
certifierLaws(smoothing, { ...UNIFORM, max_n: 800 }, steep(GRIDDED));
certifierLaws(smoothing, { ...UNIFORM, target: { width: 0.03 }, max_n: 800 }, steep(GRIDDED));
certifierLaws(smoothing, { ...UNIFORM, lambda: 0.25, target: { radius: 0.08 }, max_n: 800 }, steep({}));
certifierLaws(smoothing, { ...LAPLACE, n0: 40, n: 1000, two_sided: true }, steep(GRIDDED));
certifierLaws(smoothing, { ...LAPLACE, target: { radius: 0.08 }, max_n: 800 }, steep(GRIDDED));
certifierLaws(smoothing, { ...LAPLACE, two_sided: true, max_n: 300 }, steep(GRIDDED));
certifierLaws(smoothing, { ...LAPLACE, max_n: 800 }, steep({}));
certifierLaws(smoothing, { ...LINF, target: { radius: 0.04 }, max_n: 800 }, even(1, GRIDDED));
certifierLaws(smoothing, { ...LINF, n0: 40, n: 1000 }, even(1, {}));
certifierLaws(smoothing, { ...LINF, two_sided: true, max_n: 300 }, even(1, GRIDDED));
certifierLaws(smoothing, { ...L4, target: { width: 0.06 }, max_n: 800 }, even(4 / 3, GRIDDED));

describe('a sample off the grid', () => {
  const ON = Float32Array.of(0.125, 0.25, 0.5, 0.75);
  const OFF = Float32Array.of(0.125 + 2 ** -7, 0.25 - 2 ** -8, 0.5, 0.75 + 2 ** -9);
  const subject = classifying(linearClassifier(16, SHAPE, [1, 0, 0, 0], -0.5));
  const L1 = 2 ** -7 + 2 ** -8 + 2 ** -9;
  const L2 = Math.hypot(2 ** -7, 2 ** -8, 2 ** -9);

  it.each([
    [{ noise: 'uniform', lambda: 0.5 }, 'l1', L1, 1],
    [{ noise: 'laplace', b: 0.25 }, 'l1', L1, 1],
    [{ sigma: 0.25 }, 'l2', L2, 1],
    [{ sigma: 0.25, norm: 'linf' }, 'linf', L2, 1 / 2],
    [{ sigma: 0.25, norm: 'lp', p: 4 }, 'lp', L2, 4 ** (1 / 4 - 1 / 2)],
  ])('has its way there taken off in the norm of the noise: %j', async (fields, norm, distance, factor) => {
    const method = settledOf({ ...fields, n: 1000 }, steep(GRIDDED).problem);
    const session = await smoothing.open(method, subject, key(1));
    const [on, off] = [
      await outcomeOf(session, { index: 0, values: ON, label: null }),
      await outcomeOf(session, { index: 0, values: OFF, label: null }),
    ];
    expect([on.norm, off.norm]).toEqual([norm, norm]);
    expect(off.evidence).toMatchObject({ count: on.evidence.count });
    expect(on.evidence.off_grid).toBe(0);
    expect(off.evidence.off_grid).toBeCloseTo(distance, 12);
    expect(off.evidence.off_grid).toBeGreaterThanOrEqual(distance);
    expect(off.radius).toBeCloseTo(on.radius! - factor * distance, 12);
    expect(off.radius!).toBeLessThanOrEqual((on.radius! - factor * distance) * (1 + 2 ** -50));
  });

  it('that cannot reach its target may be told so, and never is said to have it', async () => {
    // λ is the largest radius that uniform noise can have: 0.49 around the place is less around the sample.
    const fields = { noise: 'uniform', lambda: 0.5, target: { radius: 0.49 }, max_n: 5000 };
    const method = settledOf(fields, steep(GRIDDED).problem);
    const ones = classifying(linearClassifier(16, SHAPE, [0, 0, 0, 0], 1));
    const session = await smoothing.open(method, ones, key(1));
    const on = await outcomeOf(session, { index: 0, values: ON, label: null });
    expect(on).toMatchObject({ verdict: 'certified', prediction: 1, evidence: { decision: 'above' } });
    const off = await outcomeOf(session, { index: 0, values: OFF, label: null });
    expect(off).toMatchObject({ verdict: 'abstained', radius: null });
    expect(Number(off.evidence.radius_lower)).toBeLessThan(0.49);
  });
});

it.each([
  [{ noise: 'uniform', lambda: 0.5 }],
  [{ noise: 'laplace', b: 0.25 }],
  [{ sigma: 0.25, norm: 'linf' }],
])(
  'laid aside with votes of %j, it goes on where it was on another machine, in other batches',
  async (fields) => {
    const { problem, samples } = steep(GRIDDED);
    const method = settledOf({ ...fields, n: 500, n0: 50 }, problem);
    const w = [1, -0.125, 0.0625, 0.125];
    const opened = (batch: number) =>
      smoothing.open(method, classifying(linearClassifier(batch, SHAPE, w, -0.5)), key(4));
    const whole = await outcomeOf(await opened(64), samples[2]!);
    let carried: Carry | null = null;
    for (const batch of [7, 16, 33]) {
      const result = await (await opened(batch)).certify(samples[2]!, { carried, pause: () => true });
      if (!isPaused(result)) throw new Error('went on');
      expect(result.interim).toBeUndefined();
      carried = JSON.parse(JSON.stringify(result.carry)) as Carry;
    }
    expect(carried).toMatchObject({ drawn: 7 + 16 + 33 });
    expect(await (await opened(100)).certify(samples[2]!, { carried })).toEqual(whole);
  },
);

it('has the same key for every norm, target and cap of a noise, and another for another noise', () => {
  const { problem } = steep(GRIDDED);
  const keyed = (fields: object) =>
    JSON.stringify(smoothing.keyed(settledOf({ max_n: 1000, ...fields }, problem)));
  const gaussian = keyed({ sigma: 0.25 });
  expect(keyed({ sigma: 0.25, norm: 'linf' })).toBe(gaussian);
  expect(keyed({ sigma: 0.25, norm: 'lp', p: 4, target: { radius: 0.1 } })).toBe(gaussian);
  expect(keyed({ sigma: 0.25, alpha: 0.01, max_n: 5000 })).toBe(gaussian);
  const others = [{ sigma: 0.5 }, { noise: 'uniform', lambda: 0.25 }, { noise: 'laplace', b: 0.25 }];
  expect(new Set([gaussian, ...others.map(keyed)]).size).toBe(4);
});

it('guarantees the p of its norm, beside the confidence', () => {
  const { problem } = steep(GRIDDED);
  const guaranteeOf = (fields: object) => smoothing.guarantee(settledOf({ n: 1000, ...fields }, problem));
  expect(guaranteeOf({ sigma: 0.25, norm: 'lp', p: 4 })).toMatchObject({ kind: 'probabilistic', p: 4 });
  expect(guaranteeOf({ sigma: 0.25, norm: 'linf' })).not.toHaveProperty('p');
});
