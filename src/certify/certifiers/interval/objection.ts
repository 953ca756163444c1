import type { BatchRow } from '../../certifier.ts';
import { boxAround, type Interval } from '../../perturbations/perturbation.ts';
import { epsilonsOf, type IntervalSettled } from './request.ts';

/** Why nothing is claimed about a sample, whatever its bounds; null when there is no such reason. `size`: values of a sample. */
export function objectionTo(
  method: IntervalSettled,
  { sample: { values }, base }: BatchRow,
  size: number,
): string | null {
  if (values.length !== size)
    throw new RangeError(`a sample of ${values.length} values for a model of ${size}`);
  const range = rangeOf(values);
  if (!range.every(Number.isFinite)) return 'the sample has a value that is not a finite number';
  if (base === null)
    return 'the model has no class for the sample: its scores are tied for the first place, or not numbers';
  const { domain } = method;
  if (domain && (range[0] < domain[0] || range[1] > domain[1]))
    return `the sample lies outside of the declared domain [${domain[0]}, ${domain[1]}]`;
  return isWithinReach(method, range)
    ? null
    : `perturbations of the sample exceed ${method.reach}, and the bounds were made for inputs up to that size`;
}

/** The smallest and the largest value; NaN where there is one. */
function rangeOf(values: Float32Array): Interval {
  let [low, high] = [Infinity, -Infinity];
  for (const x of values) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  return [low, high];
}

/** The box around the sample, as the bounds take it, holds no number larger than the method's reach: its ends tell. */
function isWithinReach(method: IntervalSettled, range: Interval): boolean {
  const { domain, reach, channels = [1] } = method;
  const epsilon = Math.max(...epsilonsOf(method)) * Math.max(1, ...channels);
  const { low, high } = boxAround(Float32Array.from(range), epsilon, domain);
  return low[0]! >= -reach && high[1]! <= reach;
}
