import { elementCount } from '../../../tensor.ts';

/** Places, row by row over axes of these sizes, of elements that lie so far apart along each axis; 0 repeats them. */
export function placesAlong(sizes: readonly number[], steps: readonly number[]): Uint32Array {
  const places = new Uint32Array(elementCount(sizes));
  const at = new Array<number>(sizes.length).fill(0);
  for (let i = 0, from = 0; i < places.length; i++) {
    places[i] = from;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++at[axis]! < sizes[axis]!) break;
      from -= steps[axis]! * sizes[axis]!;
      at[axis] = 0;
    }
  }
  return places;
}
