import { numbers } from '../../certify/numbers.ts';
import { spacing } from './floats.ts';

/** Half widths of boxes; `ulp` is one unit in the last place of the largest number of the row. */
const WIDTHS = [0, 'ulp', 1e-6, 1e-3, 0.1, 1, 50] as const;
const SCALES = [1e-40, 1e-3, 1, 30];
const JITTER = [0, 1e-7, 1e-3, 0.05, 0.5];

export interface Places {
  /** Numbers in one row of the input. */
  readonly size: number;
  /** Where the operator changes its ways. */
  readonly points: readonly number[];
  /** Where boxes have their centres. */
  readonly domain: readonly [number, number];
  readonly widest: number;
}

export interface Boxes {
  readonly rows: number;
  /** Rows from one that go on about the same centre, each wider than the one before. */
  readonly widths: number;
  readonly centres: Float32Array;
  readonly epsilons: Float32Array;
}

/** Boxes of several widths around the points and around numbers of several scales, denormal ones among them. */
export function boxes({ size, points, domain, widest }: Places): Boxes {
  const uniform = numbers(size + 1);
  const [low, high] = domain;
  const cut = (x: number) => Math.fround(Math.min(Math.max(x, low), high));
  const sign = () => (uniform() < 0.5 ? -1 : 1);
  const near = (point: number) => (_: unknown, i: number) =>
    cut(point + sign() * JITTER[i % JITTER.length]! * uniform());
  const around = (scale: number) => () => cut(sign() * scale * uniform());
  const draws = [...points.map(near), ...SCALES.map(around)];
  const centres = draws.map((draw) => Float32Array.from({ length: size }, draw));
  const widths = WIDTHS.filter((width) => width === 'ulp' || width <= widest);
  const rows = centres.flatMap((centre) => {
    const epsilons = widths.map((width) => (width === 'ulp' ? unitOf(centre) : width));
    return epsilons.sort((a, b) => a - b).map((epsilon) => ({ centre, epsilon }));
  });
  return {
    rows: rows.length,
    widths: widths.length,
    centres: joined(rows.map(({ centre }) => centre)),
    epsilons: Float32Array.from(rows, ({ epsilon }) => epsilon),
  };
}

const unitOf = (centre: Float32Array): number => spacing(Math.max(...centre.map(Math.abs)));

function joined(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}
