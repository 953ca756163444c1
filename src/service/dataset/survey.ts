import type { Fault } from '../errors.ts';
import type { Samples } from './formats/format.ts';
import { Offenders } from './offenders.ts';
import { pointerOf, type Place } from './place.ts';
import { isWholeNumbers, pieces, scaled } from './values.ts';

export interface Survey {
  readonly range: readonly [number, number];
  readonly grid: number | null;
  readonly faults: readonly Fault[];
}

/** Steps that images come in, coarsest first. */
export const GRID_STEPS = [1, 1 / 15, 1 / 16, 1 / 255, 1 / 256, 1 / 65535] as const;

/** Whole numbers up to here times a step are told apart in float32. */
const EXACT_IN_FLOAT32 = 2 ** 24;

/**
 * Looks at every value once: smallest and largest (of the float32 values that the model is given), those that are
 * not finite, and the grid. Whole numbers lie on a grid of one scale by their type. For floats it is the coarsest
 * of the known steps of which every value is a whole multiple: fround(i × step) equals it for an integer i.
 */
export function survey(samples: Samples, scale: number): Survey {
  const place = samples.places.samples;
  const offenders = new Offenders(place.pointer);
  const whole = isWholeNumbers(samples);
  let steps: readonly number[] = whole ? [] : GRID_STEPS;
  let [low, high] = [Infinity, -Infinity];
  for (const { first, count, stored } of pieces(samples)) {
    const values = scaled(stored, scale);
    const bounds = boundsOf(values);
    if (bounds === null) reportInfinite({ values, first, count, place }, offenders);
    else {
      low = Math.min(low, bounds[0]);
      high = Math.max(high, bounds[1]);
      steps = steps.filter((step) => isOnGrid(values, step));
    }
  }
  const largest = Math.max(Math.abs(low), Math.abs(high)) / scale;
  const ofType = largest <= EXACT_IN_FLOAT32 ? scale : null;
  const grid = whole ? ofType : (steps[0] ?? null);
  return { range: [low + 0, high + 0], grid, faults: offenders.faults }; // + 0: no negative zero
}

/** Smallest and largest value, or null when one is not finite. */
function boundsOf(values: Float32Array): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(Math.abs(value) < Infinity)) return null;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

interface Seen {
  readonly values: Float32Array;
  readonly first: number;
  readonly count: number;
  readonly place: Place;
}

function reportInfinite({ values, first, count, place }: Seen, offenders: Offenders): void {
  const size = values.length / count;
  for (let sample = 0; sample < count; sample++) {
    const own = values.subarray(sample * size, (sample + 1) * size);
    const at = own.findIndex((value) => !(Math.abs(value) < Infinity));
    if (at < 0) continue;
    const message = () =>
      `${place.prefix ?? ''}sample ${first + sample} holds ${own[at]} at value ${at}; values are finite float32 after scaling`;
    offenders.add('value_not_finite', pointerOf(place, first + sample), message);
  }
}

function isOnGrid(values: Float32Array, step: number): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const multiple = Math.round(value / step);
    if (Math.fround(multiple * step) !== value || Math.abs(multiple) > EXACT_IN_FLOAT32) return false;
  }
  return true;
}
