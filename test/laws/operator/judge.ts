import type { Accuracy } from '../../../src/graph/rewrites/interval/emit.ts';
import type { Boxes } from './boxes.ts';
import type { Range } from './compiled.ts';

/** By how much bounds may be wider than results are apart. */
export interface Allowance extends Accuracy {
  readonly loose: number;
  /** What rounding is relative to; null where it is the results themselves. */
  readonly scale: Float64Array | null;
}

type Samples = readonly (Float32Array | Float64Array)[];

const MOST_SHOWN = 5;

/** Complaints about elements of the result, the first few. */
function complaints(
  range: Range,
  { rows }: Boxes,
  complaint: (lower: number, upper: number, at: number) => string | null,
): readonly string[] {
  const size = range.lower.length / rows;
  const all: string[] = [];
  for (let at = 0; at < range.lower.length && all.length < MOST_SHOWN; at++) {
    const words = complaint(range.lower[at]!, range.upper[at]!, at);
    const place = `row ${Math.floor(at / size)}, element ${at % size}`;
    if (words) all.push(`${place}: ${words}; bounds [${range.lower[at]}, ${range.upper[at]}]`);
  }
  return all;
}

const isKnown = (lower: number, upper: number): boolean => Number.isFinite(lower) && Number.isFinite(upper);

/** Results that do not lie within known bounds. */
export const outside = (range: Range, samples: Samples, tried: Boxes): readonly string[] =>
  complaints(range, tried, (lower, upper, at) => {
    if (!isKnown(lower, upper)) return null;
    const wrong = samples.find((sample) => !(sample[at]! >= lower && sample[at]! <= upper));
    return wrong ? `the result ${wrong[at]}` : null;
  });

/** Where some result is near overflow or no number, bounds may say nothing. */
const NEARLY_TOO_LARGE = 1e37;

/** Bounds that are wider than the results and rounding explain, or unknown without need. */
export const tooWide = (
  range: Range,
  samples: Samples,
  tried: Boxes,
  { relative, absolute, loose, scale }: Allowance,
): readonly string[] =>
  complaints(range, tried, (lower, upper, at) => {
    const results = samples.map((sample) => sample[at]!);
    const [least, most] = [Math.min(...results), Math.max(...results)];
    const size = Math.max(Math.abs(least), Math.abs(most));
    if (!(size < NEARLY_TOO_LARGE)) return null;
    const allowed = loose * (most - least) + relative * (scale ? scale[at]! : size) + absolute;
    return upper - lower <= allowed ? null : `results from ${least} to ${most}, ${allowed} allowed`;
  });

/** Bounds of a box that are tighter than those of the smaller box in the row before. */
export const tighter = (
  range: Range,
  tried: Boxes,
  { relative, absolute, scale }: Allowance,
): readonly string[] => {
  const size = range.lower.length / tried.rows;
  return complaints(range, tried, (lower, upper, at) => {
    if (Math.floor(at / size) % tried.widths === 0 || !isKnown(lower, upper)) return null;
    const [low, high] = [range.lower[at - size]!, range.upper[at - size]!];
    const slack = relative * (scale ? scale[at]! : Math.max(Math.abs(low), Math.abs(high))) + absolute;
    return lower <= low + slack && upper >= high - slack ? null : `a smaller box has [${low}, ${high}]`;
  });
};
