import { floatUp } from '../../../graph/float32.ts';
import type { BatchRow } from '../../certifier.ts';
import { boxAround } from '../../perturbations/perturbation.ts';
import { epsilonsOf, type IntervalSettled } from './request.ts';

/** Why nothing is claimed about a sample, whatever its bounds; null when there is no such reason. `size`: values of a sample. */
export function objectionTo(
  method: IntervalSettled,
  { sample: { values }, base }: BatchRow,
  size: number,
): string | null {
  if (values.length !== size)
    throw new RangeError(`a sample of ${values.length} values for a model of ${size}`);
  if (!values.every(Number.isFinite)) return 'the sample has a value that is not a finite number';
  if (base === null)
    return 'the model has no class for the sample: its scores are tied for the first place, or not numbers';
  const { domain } = method;
  if (domain && values.some((x) => x < domain[0] || x > domain[1]))
    return `the sample lies outside of the declared domain [${domain[0]}, ${domain[1]}]`;
  return isWithinReach(method, values)
    ? null
    : `perturbations of the sample exceed ${method.reach}, and the bounds were made for inputs up to that size`;
}

/** The box around the sample, as the bounds take it, holds no number larger than the method's reach. */
function isWithinReach(method: IntervalSettled, values: Float32Array): boolean {
  const { domain, reach, channels = [1] } = method;
  const epsilon = Math.max(...epsilonsOf(method)) * Math.max(1, ...channels);
  const { low, high } = boxAround(values, epsilon, domain);
  const most = floatUp(reach);
  return low.every((x, j) => x <= high[j]! && x >= -most && high[j]! <= most);
}
