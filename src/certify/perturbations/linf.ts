import { nextUp } from '../statistics/rounding.ts';
import { absoluteSum } from './l1.ts';
import { boxAround, distances, type Perturbation } from './perturbation.ts';

/** The cube. Dual norm: L1; w·δ is largest at δ = ε·sign(w). */
export const linf: Perturbation = {
  norm: 'linf',
  length: largest,
  contains: (centre, epsilon, point) => largest(distances(point, centre)) <= epsilon,
  sample: (dimensions, epsilon, uniform) =>
    Float64Array.from({ length: dimensions }, () => epsilon * (2 * uniform() - 1)),
  hull: boxAround,
  dual: (w, epsilon) => nextUp(absoluteSum(w) * epsilon),
  worst: (w, epsilon) => w.map((x) => epsilon * Math.sign(x)),
};

/** The largest absolute value: nothing is rounded. */
function largest(v: Float64Array): number {
  return v.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}
