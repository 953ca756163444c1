import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/certify/certifier.ts';
import { smoothing } from '../../../src/certify/certifiers/smoothing/smoothing.ts';
import { confidenceLower } from '../../../src/certify/statistics/confidence-sequence.ts';
import { normalQuantile } from '../../../src/certify/statistics/normal-quantile.ts';
import { DIGITS } from '../certifiers/smoothing/problem.ts';

function planOf(fields: object): Plan {
  const request = smoothing.request.parse({ name: 'smoothing', sigma: 0.5, ...fields });
  const answer = smoothing.settle(request, DIGITS);
  if (!('settled' in answer)) throw new Error(JSON.stringify(answer.obstacles));
  return smoothing.plan(answer.settled, DIGITS.shape);
}
const drawsAt = (plan: Plan, p: number) => plan.expected_draws.find((one) => one.p === p)!.draws;

it('knows the published largest radii of a fixed number of draws', () => {
  for (const [n, radius] of [
    [1000, 2.4633],
    [10_000, 3.1986],
    [100_000, 3.8115],
  ] as const) {
    const plan = planOf({ n });
    expect(plan.largest_radius! / 0.5).toBeCloseTo(radius, 3);
    expect(plan.least_draws).toBe(null);
    expect(new Set(plan.expected_draws.map(({ draws }) => draws))).toEqual(new Set([n + 100]));
  }
});

it('knows the least draws that decide, which the sessions take when all agree', () => {
  // The draws after which unanimous MNIST images were decided.
  expect(planOf({ target: { radius: 0.5 } }).least_draws).toBe(55);
  expect(planOf({ target: { radius: 1 } }).least_draws).toBe(459);
});

it('expects few draws far from the threshold and the cap at it', () => {
  const plan = planOf({ target: { radius: 0.5 }, max_n: 20_000 });
  expect(drawsAt(plan, 0.999)).toBeLessThan(70);
  expect(drawsAt(plan, 0.5)).toBeLessThan(70);
  expect(drawsAt(plan, 0.8)).toBeGreaterThan(1000);
  expect(
    planOf({ target: { radius: 0.5 }, max_n: 1000 }).expected_draws.every(({ draws }) => draws <= 1000),
  ).toBe(true);
});

it('expects more draws of a narrower width, and the cap without a target', () => {
  const wide = planOf({ target: { width: 0.1 } });
  const narrow = planOf({ target: { width: 0.05 } });
  expect(drawsAt(wide, 0.9)).toBeLessThan(drawsAt(narrow, 0.9));
  expect(new Set(planOf({ max_n: 3000 }).expected_draws.map(({ draws }) => draws))).toEqual(new Set([3000]));
});

it('takes the share of alpha for the others off the largest radius, and states none for a prediction', () => {
  expect(planOf({ max_n: 3000, two_sided: true }).largest_radius).toBeLessThan(
    planOf({ max_n: 3000 }).largest_radius!,
  );
  expect(planOf({ task: 'predict', n: 1000 }).largest_radius).toBe(null);
});

/** Radii that a probability proves, in closed form. */
const RADII = {
  uniform: (p: number) => 2 * 0.5 * (p - 0.5),
  laplace: (p: number) => -0.5 * Math.log(2 * (1 - p)),
  linf: (p: number) => (0.5 * normalQuantile(p)) / 8,
  lp: (p: number) => 0.5 * normalQuantile(p) * 64 ** (1 / 4 - 1 / 2),
};

describe.each([
  ['uniform noise', { sigma: undefined, noise: 'uniform', lambda: 0.5 }, RADII.uniform, 0.45],
  ['Laplace noise', { sigma: undefined, noise: 'laplace', b: 0.5 }, RADII.laplace, 0.8],
  ['Gaussian noise in L∞', { norm: 'linf' }, RADII.linf, 0.1],
  ['Gaussian noise in L4', { norm: 'lp', p: 4 }, RADII.lp, 0.3],
])('a plan with %s', (_, noise, radiusOf, radius) => {
  it('knows the largest radius of so many draws', () => {
    expect(planOf({ ...noise, n: 1000 }).largest_radius).toBeCloseTo(radiusOf(0.001 ** (1 / 1000)), 6);
    const anytime = planOf({ ...noise, max_n: 1000 }).largest_radius!;
    expect(anytime).toBeLessThan(radiusOf(0.001 ** (1 / 1000)));
    expect(anytime).toBeGreaterThan(radiusOf(0.98));
    expect(planOf({ ...noise, task: 'predict', norm: undefined, p: undefined, n: 1000 }).largest_radius).toBe(
      null,
    );
  });

  it('knows the least draws that decide: with one less even unanimous ones prove less', () => {
    const { least_draws: least } = planOf({ ...noise, target: { radius } });
    expect(radiusOf(confidenceLower(least!, least!, 0.001))).toBeGreaterThan(radius * (1 - 1e-9));
    expect(radiusOf(confidenceLower(least! - 1, least! - 1, 0.001))).toBeLessThan(radius);
  });

  it('expects few draws far from the threshold, many near it, and more of a narrower width', () => {
    const plan = planOf({ ...noise, target: { radius }, max_n: 50_000 });
    const near = plan.expected_draws.reduce((a, b) =>
      Math.abs(radiusOf(a.p) - radius) < Math.abs(radiusOf(b.p) - radius) ? a : b,
    );
    expect(near.draws).toBe(Math.max(...plan.expected_draws.map(({ draws }) => draws)));
    expect(drawsAt(plan, 0.5)).toBeLessThan(100);
    const half = (width: number) => drawsAt(planOf({ ...noise, target: { width } }), 0.9);
    expect(half(radius / 10)).toBeLessThan(half(radius / 20));
    expect(half(radius / 20)).toBeLessThan(100_000);
  });
});
