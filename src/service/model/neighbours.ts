import { topClass } from '../../certify/classifier.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Role } from './model.ts';

/**
 * How far a row's answer may move with its place, by rounding alone: relative to how far the row's values lie apart, and
 * units of float32's roundoff of the largest. The engine promises equal bits only for equal batch shapes and places.
 */
const OF_SPREAD = 1e-4;
const ROUNDOFFS = 16 * 2 ** -24;

const rowOf = (values: Float32Array, row: number, width: number) =>
  values.subarray(row * width, (row + 1) * width);

function ends(values: Float32Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const x of values) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  return [low, high];
}

export type Likeness = 'same bits' | 'rounding' | 'different';

/** `b` beside what was expected. Of a classifier another first class is always a difference. */
export function likeness(expected: Float32Array, b: Float32Array, role: Role): Likeness {
  if (expected.every((value, i) => Object.is(value, b[i]) || value === b[i])) return 'same bits';
  const [lowest, highest] = ends(expected);
  const allowed = ROUNDOFFS * Math.max(-lowest, highest) + OF_SPREAD * (highest - lowest);
  const near = expected.every((value, i) => Math.abs(value - b[i]!) <= allowed);
  const same = role === 'denoiser' || topOf(expected) === topOf(b);
  return near && same ? 'rounding' : 'different';
}

const topOf = (logits: Float32Array) => topClass(logits, 0, logits.length);

/**
 * Neighbours to try a row beside: noise leaves the domain, and a model is free to look at its batch only where it does. What
 * is not a number spreads through almost any arithmetic.
 */
function companies([low, high]: readonly [number, number]): readonly ((i: number) => number)[] {
  const width = high - low;
  const wave = (i: number) => (i * 0.7548776662466927) % 1;
  return [
    (i) => (i % 2 === 0 ? low : high),
    (i) => low - width + 3 * width * wave(i),
    (i) => low - 10 * width + 21 * width * wave(i),
    (i) => (i % 2 === 0 ? high + 1000 * width : low - 1000 * width),
    (i) => (i % 2 === 0 ? 1e30 : -1e30),
    () => Infinity,
    () => NaN,
  ];
}

/** The same batch with one row in another place, beside other neighbours. */
function rehoused(
  row: Float32Array,
  batch: number,
  place: number,
  neighbour: (i: number) => number,
): Float32Array {
  const values = Float32Array.from({ length: batch * row.length }, (_, i) => neighbour(i));
  values.set(row, place * row.length);
  return values;
}

/** A batch that was run: its rows, what came out for them, and what that is. */
export interface Ran {
  readonly values: Float32Array;
  readonly answers: Float32Array;
  readonly batch: number;
  readonly role: Role;
}

/** How a few rows fare in other places, beside copies of themselves and beside every company. */
export async function besideOthers(
  run: (data: Float32Array) => Promise<Tensor>,
  { values, answers, batch, role }: Ran,
  domain: readonly [number, number],
): Promise<readonly Likeness[]> {
  const size = values.length / batch;
  const width = answers.length / batch;
  const seen: Likeness[] = [];
  for (const [trial, company] of [null, ...companies(domain)].entries()) {
    const row = (trial * 5) % batch;
    const given = rowOf(values, row, size);
    const expected = rowOf(answers, row, width);
    const place = (row + 1 + trial) % batch;
    const data = rehoused(given, batch, place, company ?? ((i) => given[i % size]!));
    const found = (await run(data)).data as Float32Array;
    const places = company ? [place] : Array.from({ length: batch }, (_, i) => i);
    seen.push(...places.map((at) => likeness(expected, rowOf(found, at, width), role)));
  }
  return seen;
}
