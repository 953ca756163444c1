import type { Linear } from '../operator.ts';
import type { Site } from '../site.ts';
import { keepsBatch } from './gaps.ts';
import { elementCount } from '../../tensor.ts';
import { fromFront, intOf, numbersAt } from './places.ts';

/** Axes that a reduction goes over, counted from the front: those of its second input, else all, or none where it says so. */
export function reducedAxes(site: Site): readonly number[] {
  const rank = site.inputs[0]!.dims.length;
  const given = numbersAt(site, 1) ?? [];
  if (given.length > 0) return given.map((axis) => fromFront(axis, rank));
  return intOf(site, 'noop_with_empty_axes', 0) === 0 ? Array.from({ length: rank }, (_, axis) => axis) : [];
}

/** How many elements a reduction takes together. */
export const reducedTerms = (site: Site): number =>
  elementCount(reducedAxes(site).map((axis) => site.inputs[0]!.dims[axis]!));

/** A sum or mean over axes: linear, with coefficients that are all one, or all the same share. */
export const linearReduction = (name: string): Linear => ({
  name,
  kind: 'linear',
  input: () => 0,
  weights: () => null,
  bias: null,
  terms: reducedTerms,
  gap: (site) => keepsBatch(reducedAxes(site), 'sums'),
});
