import { describe, expect, it } from 'vitest';
import type { Perturbation } from '../../src/certify/perturbations/perturbation.ts';
import { numbers } from '../certify/numbers.ts';

/** Samples lie inside; the hull encloses them and is touched; the dual bound holds and is attained. */
export function perturbationLaws(ball: Perturbation): void {
  const DIMENSIONS = [1, 2, 7, 100];
  const EPSILONS = [1e-6, 0.25, 3];
  const cases = DIMENSIONS.flatMap((d) => EPSILONS.map((epsilon) => ({ d, epsilon })));

  describe.each(cases)(`the ${ball.norm} ball of radius $epsilon in $d dimensions`, ({ d, epsilon }) => {
    const uniform = numbers(d * 1000 + epsilon);
    const points = Array.from({ length: 200 }, () => ball.sample(d, epsilon, uniform));
    const centre = Float32Array.from({ length: d }, () => 2 * uniform() - 1);
    const shifted = (by: Float64Array) => centre.map((x, j) => x + by[j]!);

    it('holds its samples, which reach far out', () => {
      const lengths = points.map((point) => ball.length(point));
      expect(lengths.filter((length) => length > epsilon * (1 + 1e-12))).toEqual([]);
      expect(Math.max(...lengths)).toBeGreaterThan(0.9 * epsilon);
    });

    it('contains what is inside and not what is outside, seen from a centre', () => {
      const slack = epsilon + 1e-6 * d;
      expect(points.every((point) => ball.contains(centre, slack, shifted(point)))).toBe(true);
      const out = ball.worst(
        Float64Array.from({ length: d }, () => 1),
        1.01 * epsilon + 1e-5,
      );
      expect(ball.contains(centre, epsilon, shifted(out))).toBe(false);
    });

    it('lies in its hull, which is not larger than it must be', () => {
      const { low, high } = ball.hull(centre, epsilon);
      const inside = (point: Float64Array) =>
        point.every((by, j) => centre[j]! + by >= low[j]! && centre[j]! + by <= high[j]!);
      expect(points.every(inside)).toBe(true);
      const widest = Math.max(...high.map((x, j) => x - low[j]!));
      expect(widest).toBeLessThan(2 * epsilon + 1e-6);
      expect(widest).toBeGreaterThanOrEqual(2 * epsilon);
    });

    it('has a hull that can be cut to a domain: it keeps what of the ball lies there', () => {
      const domain = [-0.3, 0.4] as const;
      const whole = ball.hull(centre, epsilon);
      const { low, high } = ball.hull(centre, epsilon, domain);
      const bounds = (x: number, j: number) => [
        Math.max(x, whole.low[j]!) === x || x <= domain[0],
        Math.min(x, whole.high[j]!) === x || x >= domain[1],
      ];
      expect(low.every((x, j) => bounds(x, j)[0] && x > domain[0] - 1e-7)).toBe(true);
      expect(high.every((x, j) => bounds(x, j)[1] && x < domain[1] + 1e-7)).toBe(true);
      const within = (x: number) => x >= domain[0] && x <= domain[1];
      const kept = (point: Float64Array) =>
        point.every((by, j) => {
          const x = centre[j]! + by;
          return !within(x) || (x >= low[j]! && x <= high[j]!);
        });
      expect(points.every(kept)).toBe(true);
    });

    it('has a dual bound that holds and is attained', () => {
      const w = Float64Array.from({ length: d }, () => 2 * uniform() - 1);
      const dot = (point: Float64Array) => point.reduce((sum, by, j) => sum + by * w[j]!, 0);
      const bound = ball.dual(w, epsilon);
      expect(points.filter((point) => dot(point) > bound)).toEqual([]);
      expect(ball.length(ball.worst(w, epsilon))).toBeLessThanOrEqual(epsilon);
      expect(dot(ball.worst(w, epsilon))).toBeLessThanOrEqual(bound);
      expect(dot(ball.worst(w, epsilon))).toBeGreaterThan(bound * (1 - 1e-12));
    });
  });
}
