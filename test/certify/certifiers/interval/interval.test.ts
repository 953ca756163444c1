import { describe, expect, it } from 'vitest';
import type { Problem, Sample } from '../../../../src/certify/certifier.ts';
import { interval } from '../../../../src/certify/certifiers/interval/interval.ts';
import type { IntervalSettled } from '../../../../src/certify/certifiers/interval/request.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Model } from '../../../../src/graph/graph.ts';
import { certifierLaws } from '../../../laws/certifier.ts';
import { linear } from '../../../support/models.ts';
import { numbers } from '../../numbers.ts';
import { PAIR, sampleOf, subjectOf } from './problem.ts';

/** Where the lead of one class over another is linear, its smallest value within the ball is the dual norm's. */
const WEIGHTS = [1.5, -0.5, 0.25, -1, 1, -0.25, 0.5, 0.75, -1.25, 0, 2, -0.5];
const BIAS = [0.25, -0.25, 0];
const TIED = [0, 0, 0, 0.25];
const SIZES = {
  linf: (w: number[]) => sum(w),
  l2: (w: number[]) => Math.hypot(...w),
  l1: (w: number[]) => most(w),
};
const sum = (w: number[]) => w.reduce((total, x) => total + Math.abs(x), 0);
const most = (w: number[]) => Math.max(...w.map(Math.abs));

/** The same far above zero, and rectified: so that the linear layer is not the last. */
function rectified(): Model {
  const builder = new GraphBuilder('rectified');
  const x = builder.input('x', ['batch', 4]);
  const bias = builder.constant(BIAS.map((b) => b + 16));
  const scores = builder.node('Gemm', [x, builder.constant(WEIGHTS, [4, 3]), bias]);
  builder.output(builder.node('Relu', [scores], {}, { outputs: ['logits'] }), ['batch', 3]);
  return builder.model();
}

function linearProblem(norm: keyof typeof SIZES) {
  const uniform = numbers(11);
  const weight = (i: number, c: number) => WEIGHTS[i * 3 + c]!;
  const logit = (x: ArrayLike<number>, c: number) =>
    [0, 1, 2, 3].reduce((total, i) => total + x[i]! * weight(i, c), BIAS[c]!);
  const truth = ({ values }: Sample) => {
    const logits = [0, 1, 2].map((c) => logit(values, c));
    const own = logits.indexOf(Math.max(...logits));
    const radii = [0, 1, 2]
      .filter((c) => c !== own)
      .map(
        (c) =>
          (logits[own]! - logits[c]!) / SIZES[norm]([0, 1, 2, 3].map((i) => weight(i, own) - weight(i, c))),
      );
    return { class: own, radius: Math.min(...radii) };
  };
  // The first is tied: 0.25 for the first two classes, less for the third.
  const tied = sampleOf(0, TIED);
  const samples = [
    tied,
    ...Array.from({ length: 15 }, (_, i) =>
      sampleOf(
        i + 1,
        Array.from({ length: 4 }, () => Math.round(uniform() * 64) / 64),
      ),
    ),
  ];
  const problem: Problem = {
    classes: 3,
    shape: [4],
    domain: null,
    grid: null,
    data: { range: [0, 1], grid: null },
  };
  return {
    problem,
    samples,
    subject: (batch: number) => subjectOf(linear({ weight: WEIGHTS, bias: BIAS }), batch),
    rectified: (batch: number) => subjectOf(rectified(), batch),
    truth,
  };
}

const SEARCH = { name: 'interval', search: { max: 2, steps: 14 } };
for (const norm of ['linf', 'l2', 'l1'] as const) {
  const problem = linearProblem(norm);
  certifierLaws(interval, { ...SEARCH, norm }, { ...problem, subject: problem.rectified });
}
certifierLaws(interval, SEARCH, linearProblem('linf'));
certifierLaws(
  interval,
  { name: 'interval', epsilon: [0.01, 0.05, 0.1, 0.2, 0.3], arithmetic: 'real' },
  linearProblem('linf'),
);

/** One value x; class 1 exactly where x is within 0.25 of 0.5: logits 0 and 0.25 − |x − 0.5|, out of two rectifiers. */
function tent(): Model {
  const builder = new GraphBuilder('tent');
  const x = builder.input('x', ['batch', 1]);
  const sides = builder.node('Gemm', [x, builder.constant([1, -1], [1, 2]), builder.constant([-0.5, 0.5])]);
  const distance = builder.node('Relu', [sides]);
  const scores = [builder.constant([0, -1, 0, -1], [2, 2]), builder.constant([0, 0.25])];
  builder.output(builder.node('Gemm', [distance, ...scores], {}, { outputs: ['logits'] }), ['batch', 2]);
  return builder.model();
}
certifierLaws(
  interval,
  { name: 'interval', search: { max: 0.5 } },
  {
    problem: { ...PAIR, shape: [1] },
    samples: Array.from({ length: 17 }, (_, i) => sampleOf(i, [i / 16])),
    subject: (batch) => subjectOf(tent(), batch),
    // What leaves the domain is no input: beyond its ends nothing flips.
    truth: ({ values: [x] }) => {
      const gap = 0.25 - Math.abs(x! - 0.5);
      return { class: gap > 0 ? 1 : 0, radius: Math.abs(gap) };
    },
  },
);

describe('interval', () => {
  const settled: IntervalSettled = {
    name: 'interval',
    norm: 'l1',
    epsilon: [0.1, 0.2],
    arithmetic: 'real',
    domain: null,
    reach: 1.2,
  };

  it('is deterministic, in the arithmetic that was asked for', () => {
    expect(interval.guarantee(settled)).toEqual({ kind: 'deterministic', per: 'sample', arithmetic: 'real' });
  });

  it('sums up at the sizes that were asked about', () => {
    expect(interval.radii(settled)).toEqual([0, 0.1, 0.2]);
    expect(interval.radii({ ...settled, epsilon: 0.3 })).toEqual([0, 0.3]);
    const { epsilon: _, ...rest } = settled;
    expect(interval.radii({ ...rest, search: { max: 0.8, steps: 3 } })).toHaveLength(9);
    expect(interval.radii({ ...rest, search: { max: 0.3, steps: 3 } }).at(-1)).toBe(0.3);
  });

  it('finds nothing against a network that it has bounds for', async () => {
    expect(await interval.examination.obstacles(await subjectOf(linear(), 4))).toEqual([]);
  });

  it('names everything that stands in the way of one that it has none for', async () => {
    const builder = new GraphBuilder('obstacles');
    const x = builder.input('x', ['batch', 2]);
    const first = builder.node('Hardmax', [x], { axis: 1 }, { name: 'first' });
    const second = builder.node('Hardmax', [first], { axis: 1 }, { name: 'second', outputs: ['logits'] });
    builder.output(second, ['batch', 2]);
    const obstacles = await interval.examination.obstacles(await subjectOf(builder.model(), 4));
    expect(obstacles.map(({ node, operator }) => [node, operator])).toEqual([
      ['first', 'Hardmax'],
      ['second', 'Hardmax'],
    ]);
    for (const { message } of obstacles) expect(message).toContain('Hardmax');
  });
});
