import { Boxes } from '../../../src/certify/certifiers/interval/feeds.ts';
import type { IntervalOptions } from '../../../src/certify/certifiers/interval/network.ts';
import { l1 } from '../../../src/certify/perturbations/l1.ts';
import { l2 } from '../../../src/certify/perturbations/l2.ts';
import type { Feeds } from '../../../src/graph/evaluate.ts';
import { numbers } from '../../certify/numbers.ts';
import type { FloatBox } from '../vnncomp/box.ts';
import { boxFeeds } from './margins.ts';
import { pointsOf } from './points.ts';

/** Regions of inputs that bounds are asked about, and points of them. The class is always the first. */
export interface Regions {
  readonly options: Pick<IntervalOptions, 'norm' | 'box'>;
  readonly count: number;
  /** No input is larger in size. */
  readonly reach: number;
  /** What the bounds graph is told about some of them. */
  feeds(dims: readonly number[], begin: number, end: number): Feeds;
  /** Points of one region, as many of each. */
  points(region: number): readonly Float32Array[];
}

export const boxRegions = (boxes: readonly FloatBox[], points: number): Regions => ({
  options: { norm: 'linf', box: true },
  count: boxes.length,
  reach: boxes.reduce((reach, { lower, upper }) => Math.max(reach, largest(lower), largest(upper)), 0),
  feeds: (dims, begin, end) =>
    boxFeeds(
      dims,
      boxes.slice(begin, end).map((box) => ({ ...box, label: 0 })),
    ),
  points: (region) => pointsOf(boxes[region]!, points, region + 1),
});

/** Balls around samples that are not cut to a domain. `directions`: towards which their farthest points are taken, too. */
export function ballRegions(
  norm: 'l2' | 'l1',
  balls: readonly { readonly x: Float32Array; readonly epsilon: number }[],
  directions: readonly Float64Array[],
  points: number,
): Regions {
  const ball = { l1, l2 }[norm];
  return {
    options: { norm },
    count: balls.length,
    reach: balls.reduce((reach, { x, epsilon }) => Math.max(reach, largest(x) + epsilon), 0),
    feeds(dims, begin, end) {
      const boxes = new Boxes(dims, null);
      for (const [row, { x, epsilon }] of balls.slice(begin, end).entries()) {
        boxes.place(row, x, 0);
        boxes.widen(row, epsilon);
      }
      return boxes.feeds();
    },
    points(region) {
      const { x, epsilon } = balls[region]!;
      const uniform = numbers(region + 1);
      const spread = () => Float64Array.from(x, () => 2 * uniform() - 1);
      const far = Array.from({ length: points }, () => ball.worst(spread(), epsilon));
      const near = Array.from({ length: points }, () => ball.sample(x.length, epsilon, uniform));
      const ends = directions.flatMap((w) => [ball.worst(w, epsilon), ball.worst(w, -epsilon)]);
      return [...near, ...far, ...ends].map((delta) => {
        for (let share = 1; share > 0.99; share -= 1e-6) {
          const point = x.map((value, i) => value + share * delta[i]!);
          if (ball.contains(x, epsilon, point)) return point;
        }
        return x;
      });
    },
  };
}

const largest = (values: Float32Array): number => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
