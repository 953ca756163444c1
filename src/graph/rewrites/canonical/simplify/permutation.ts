import { elementCount } from '../../../tensor.ts';
import { placesAlong } from './strides.ts';
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
  const strides = dims.map((_, i) => elementCount(dims.slice(i + 1)));
  return placesAlong(
    perm.map((axis) => dims[axis]!),
    perm.map((axis) => strides[axis]!),
  );
}
