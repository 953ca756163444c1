import type { Node } from '../../../graph.ts';

/** What a Transpose of a value of this rank does: axis i of its output is axis pᵢ of its input. Reversal when left out. */
export function permutation(node: Node, rank: number): readonly number[] {
  const perm = node.attributes.find(({ name }) => name === 'perm');
  if (perm?.kind === 'ints') return perm.value.map(Number);
  return Array.from({ length: rank }, (_, i) => rank - 1 - i);
}

/** The permutation p first, and then q. */
export const composed = (p: readonly number[], q: readonly number[]): readonly number[] =>
  q.map((axis) => p[axis]!);

/** True for a Transpose that only moves axes of size one among the others, so that the elements keep their order. */
export function keepsOrder(node: Node, dims: readonly number[]): boolean {
  const moved = permutation(node, dims.length).filter((axis) => dims[axis] !== 1);
  return moved.every((axis, i) => i === 0 || axis > moved[i - 1]!);
}

/** Elements of a tensor in the order that they have once its axes are permuted: places in the original, row by row. */
export function permutedPlaces(dims: readonly number[], perm: readonly number[]): Uint32Array {
  const strides = dims.map((_, i) => dims.slice(i + 1).reduce((all, size) => all * size, 1));
  const [sizes, steps] = [perm.map((axis) => dims[axis]!), perm.map((axis) => strides[axis]!)];
  const places = new Uint32Array(dims.reduce((all, size) => all * size, 1));
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
