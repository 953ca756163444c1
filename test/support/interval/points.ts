import { numbers } from '../../certify/numbers.ts';
import { neighbour } from '../../laws/operator/floats.ts';
import type { FloatBox } from '../vnncomp/box.ts';

/** One number of an interval. */
type Pick = (low: number, high: number) => number;

/**
 * Float32 points of a box, none of it outside: the two ends, corners by chance, corners but for a few coordinates, points
 * beside the ends, and points by chance, from the whole box and from near a corner.
 */
export function pointsOf(box: FloatBox, count: number, seed: number): readonly Float32Array[] {
  const uniform = numbers(seed);
  const between = (share: () => number): Pick => {
    return (low, high) => Math.min(Math.max(Math.fround(low + share() * (high - low)), low), high);
  };
  const corner: Pick = (low, high) => (uniform() < 0.5 ? low : high);
  const inner = between(uniform);
  const ways: readonly Pick[] = [
    corner,
    (low, high) => (uniform() < 0.05 ? inner(low, high) : corner(low, high)),
    inner,
    (low, high) => Math.min(Math.max(neighbour(corner(low, high), uniform() < 0.5 ? 1 : -1), low), high),
    between(() => uniform() ** 8),
    between(() => 1 - uniform() ** 8),
    between(() => 0.5 + 0.001 * (uniform() - 0.5)),
  ];
  const pick = (way: Pick) => box.lower.map((low, i) => way(low, box.upper[i]!));
  return [box.lower, box.upper, ...Array.from({ length: count - 2 }, (_, i) => pick(ways[i % ways.length]!))];
}
