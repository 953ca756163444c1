import { expect, it } from 'vitest';
import type { Plan } from '../../../src/certify/certifier.ts';
import { smoothing } from '../../../src/certify/certifiers/smoothing/smoothing.ts';
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
