import { numbers } from '../../certify/numbers.ts';
import type { Range } from './compiled.ts';
import { neighbour, ordered, singleOf } from './floats.ts';

const BY_CHANCE = 36;

/** Chooses a number from an interval. */
type Pick = (low: number, high: number) => number;

const cut = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

const at =
  (point: number): Pick =>
  (low, high) =>
    cut(point, low, high);

const ENDS: readonly Pick[] = [
  (low) => low,
  (_, high) => high,
  (low, high) => cut((low + high) / 2, low, high),
];

/**
 * float32 points of all boxes: their ends, corners, centres, the given points with their neighbours where they lie within,
 * and points by chance, uniform in value and uniform in representation.
 */
export function singlePoints(box: Range, points: readonly number[]): readonly Float32Array[] {
  const uniform = numbers(7);
  const corner: Pick = (low, high) => (uniform() < 0.5 ? low : high);
  const chance: Pick = (low, high) => cut(Math.fround(low + uniform() * (high - low)), low, high);
  const bits: Pick = (low, high) => {
    const [from, to] = [ordered(low), ordered(high)];
    return singleOf(from + Math.round(uniform() * (to - from)));
  };
  const nearby = points.flatMap((point) => [-1, 0, 1].map((step) => at(neighbour(Math.fround(point), step))));
  const picks = [
    ...ENDS.map(
      (end): Pick =>
        (low, high) =>
          cut(Math.fround(end(low, high)), low, high),
    ),
    (low: number, high: number) => cut(neighbour(low, 1), low, high),
    (low: number, high: number) => cut(neighbour(high, -1), low, high),
    ...nearby,
    ...Array.from({ length: BY_CHANCE }, (_, i) => [corner, chance, bits][i % 3]!),
  ];
  return picks.map((pick) => box.lower.map((low, i) => pick(low, box.upper[i]!)));
}

/** A function of one sample in double precision. */
export type SampleFunction = (x: Float64Array) => ArrayLike<number>;

/** What a function makes of double precision points of all boxes. */
export function exactResults(
  { lower, upper }: Range,
  rows: number,
  points: readonly number[],
  exact: SampleFunction,
): readonly Float64Array[] {
  const uniform = numbers(99);
  const chance: Pick = (low, high) => cut(low + uniform() * (high - low), low, high);
  const picks = [...ENDS, ...points.map(at), ...Array.from({ length: BY_CHANCE }, () => chance)];
  return picks.map((pick) => {
    const point = Float64Array.from(lower, (low, i) => pick(low, upper[i]!));
    return rowByRow(point, rows, exact);
  });
}

/** A function at the points of all boxes that are farthest from zero. */
export const scales = ({ lower, upper }: Range, rows: number, scale: SampleFunction): Float64Array =>
  rowByRow(
    Float64Array.from(lower, (low, i) => Math.max(Math.abs(low), Math.abs(upper[i]!))),
    rows,
    scale,
  );

function rowByRow(points: Float64Array, rows: number, f: SampleFunction): Float64Array {
  const size = points.length / rows;
  const row = (_: unknown, i: number) => Array.from(f(points.subarray(i * size, (i + 1) * size)));
  return Float64Array.from(Array.from({ length: rows }, row).flat());
}
