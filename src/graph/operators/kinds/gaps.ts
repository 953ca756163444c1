import type { Site } from '../site.ts';
import { boundedCount, boundedPlace } from './places.ts';

/** Why an operator that is linear in its first input only cannot be bounded here. */
export function constantOperands(site: Site, other: string): string | null {
  if (boundedCount(site) === 1 && boundedPlace(site) === 0) return null;
  return `the ${other} depends on the input of the model; it can be bounded where only the first operand does`;
}

/** Why an operator cannot be bounded that would mix the samples of a batch. */
export const keepsBatch = (axes: readonly number[], what: string): string | null =>
  axes.includes(0) ? `it ${what} over the batch, so that samples influence each other` : null;
