import { addUp, nextUp, UNIT_ROUNDOFF } from '../statistics/rounding.ts';
import { boxAround, distances, type Perturbation } from './perturbation.ts';

/** The cross-polytope. Dual norm: L∞; w·δ is largest with all of ε on the largest coordinate of w. */
export const l1: Perturbation = {
  norm: 'l1',
  length: absoluteSum,
  contains: (centre, epsilon, point) => absoluteSum(distances(point, centre)) <= epsilon,
  sample(dimensions, epsilon, uniform) {
    const shares = Float64Array.from({ length: dimensions + 1 }, () => -Math.log(1 - uniform()));
    const whole = absoluteSum(shares);
    const share = (epsilon / whole) * (1 - 4 * UNIT_ROUNDOFF);
    return shares.subarray(1).map((x) => (uniform() < 0.5 ? -x : x) * share);
  },
  hull: boxAround,
  dual: (w, epsilon) => nextUp(Math.abs(w[steepest(w)] ?? 0) * epsilon),
  worst(w, epsilon) {
    const at = steepest(w);
    return w.map((x, j) => (j === at ? epsilon * Math.sign(x) : 0));
  },
};

/** Upper bound of the sum of absolute values: every sum that is rounded is rounded up. */
export function absoluteSum(v: Float64Array): number {
  return v.reduce((sum, x) => addUp(sum, Math.abs(x)), 0);
}

/** Place of the coordinate that is largest in size. */
function steepest(w: Float64Array): number {
  return w.reduce((best, x, j) => (Math.abs(x) > Math.abs(w[best]!) ? j : best), 0);
}
