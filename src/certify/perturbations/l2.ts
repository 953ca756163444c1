import { nextUp, UNIT_ROUNDOFF } from '../statistics/rounding.ts';
import { boxAround, distances, type Perturbation } from './perturbation.ts';

/** The Euclidean ball. Dual norm: itself; w·δ is largest at δ = ε·w/‖w‖. */
export const l2: Perturbation = {
  norm: 'l2',
  length,
  contains: (centre, epsilon, point) => length(distances(point, centre)) <= epsilon,
  sample(dimensions, epsilon, uniform) {
    const direction = Float64Array.from({ length: dimensions }, () => gaussian(uniform));
    const size = epsilon * uniform() ** (1 / dimensions);
    return scaled(direction, size);
  },
  hull: boxAround,
  dual: (w, epsilon) => nextUp(length(w) * epsilon),
  worst: (w, epsilon) => scaled(w, epsilon),
};

/** A sum of d squares errs by at most d + 1 roundings, relatively; the root by one more. */
function length(v: Float64Array): number {
  let sum = 0;
  for (const x of v) sum += x * x;
  if (sum < 1e-280) return lengthOfTiny(v);
  return nextUp(Math.sqrt(sum * (1 + (v.length + 4) * UNIT_ROUNDOFF)));
}

/** Where squares underflow, the largest coordinate times √d is bound enough. */
function lengthOfTiny(v: Float64Array): number {
  const largest = v.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return largest === 0 ? 0 : nextUp(nextUp(largest * Math.sqrt(v.length)));
}

/** v, shortened or stretched to be no longer than `size`. */
function scaled(v: Float64Array, size: number): Float64Array {
  const own = length(v);
  return own === 0 ? v.slice() : v.map((x) => (x / own) * size * (1 - 4 * UNIT_ROUNDOFF));
}

/** A normal deviate by Box and Muller: only its direction's symmetry matters here. */
const gaussian = (uniform: () => number) =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
