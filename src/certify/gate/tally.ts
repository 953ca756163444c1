import type { SummaryRow } from '../summary.ts';
import type { Gate, Metric } from './gate.ts';
import { unitsDown } from './units.ts';

/** What a gate has to know of the rows so far. */
export type Measured =
  | { readonly good: number }
  /** The sum of the radii that are right, in units, and as many of the largest as may be false, descending. */
  | { readonly sum: string; readonly largest: readonly number[] };

/**
 * What all gates of a job know of its rows: kept with the job, and brought forward with every row that is written.
 *
 * It is a function of the set of the rows alone: counts, an exact sum and the largest few do not depend on the order in
 * which rows came, nor on how they were put together. Nothing is rounded but a radius below 2⁻²⁷ (see `units.ts`).
 */
export interface Tally {
  readonly rows: number;
  readonly gates: readonly Measured[];
}

export const emptyTally = (gates: readonly Gate[]): Tally => ({
  rows: 0,
  gates: gates.map(({ metric }) => (metric === 'average_certified_radius' ? NO_RADII : { good: 0 })),
});

const NO_RADII: Measured = { sum: '0', largest: [] };

/** The tally with more rows, none of which it has already. */
export function addRows(gates: readonly Gate[], tally: Tally, rows: readonly SummaryRow[]): Tally {
  return {
    rows: tally.rows + rows.length,
    gates: gates.map((gate, place) => added(gate, tally.gates[place]!, rows)),
  };
}

function added(gate: Gate, before: Measured, rows: readonly SummaryRow[]): Measured {
  if ('good' in before) {
    const isGood = GOOD[gate.metric as keyof typeof GOOD];
    return { good: before.good + rows.filter((row) => isGood(row, gate)).length };
  }
  const radii = rows.filter((row) => isRight(row) && isCertified(row)).map(({ radius }) => radius!);
  const sum = radii.reduce((total, radius) => total + unitsDown(radius), BigInt(before.sum));
  const largest = [...before.largest, ...radii].sort((a, b) => b - a).slice(0, gate.allowance);
  return { sum: String(sum), largest };
}

const isRight = ({ label, correct }: SummaryRow): boolean => label !== null && correct === true;
const isCertified = ({ verdict, radius }: SummaryRow): boolean => verdict === 'certified' && radius !== null;

type Counted = Exclude<Metric, 'average_certified_radius'>;

/** Rows that count, metric by metric: as a summary counts them. */
const GOOD: Readonly<Record<Counted, (row: SummaryRow, gate: Gate) => boolean>> = {
  certified_accuracy: (row, { radius }) => isRight(row) && isCertified(row) && row.radius! >= radius!,
  clean_accuracy: isRight,
  abstention_rate: ({ verdict }) => verdict !== 'abstained' && verdict !== 'undecided',
};
