const word = new Int32Array(1);
const single = new Float32Array(word.buffer);

/** A whole number for every float32, in their order; both zeros are 0. */
export function ordered(x: number): number {
  single[0] = x;
  return word[0]! >= 0 ? word[0]! : -(word[0]! & 0x7fffffff);
}

/** The float32 of that number. */
export function singleOf(place: number): number {
  word[0] = Math.abs(place);
  return place < 0 ? -single[0]! : single[0]!;
}

/** The float32 so many steps above x (below for negative steps). */
export const neighbour = (x: number, steps: number): number => singleOf(ordered(x) + steps);

/** From |x| to the next float32. */
export const spacing = (x: number): number => neighbour(Math.abs(x), 1) - Math.abs(x);
