import type { Site } from '../site.ts';
import { keepsBatch } from './gaps.ts';
import { fromFront, intOf } from './places.ts';

/** The axis of a softmax, counted from the front, and how many terms it has. */
export function softAxis(site: Site): { readonly axis: number; readonly terms: number } {
  const { dims } = site.inputs[0]!;
  const axis = fromFront(intOf(site, 'axis', -1), dims.length);
  return { axis, terms: dims[axis]! };
}

export const softGap = (site: Site): string | null => keepsBatch([softAxis(site).axis], 'takes shares');
