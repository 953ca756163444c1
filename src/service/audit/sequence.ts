import type { LogRow } from '../../certify/audit/log.ts';
import type { Faults, RawRow } from './columns.ts';

/** A row as it was read, and where it stands. */
export interface PlacedRow {
  readonly read: LogRow;
  readonly row: RawRow;
}

/** Reports samples that appear twice. */
export function checkRepeated(rows: readonly PlacedRow[], faults: Faults): void {
  const seen = new Map<number, RawRow>();
  for (const { read, row } of rows) {
    const before = seen.get(read.idx);
    if (before) {
      const message = `${row.where}: idx ${read.idx} was already in ${before.where}`;
      faults.add('idx_repeated', message, row.pointer('idx'));
    } else seen.set(read.idx, row);
  }
}

/** Missing samples that one fault names. */
const NAMED = 10;

/**
 * Reports samples that should be there: logs hold every sample, or one in so many, so the step is what most neighbours
 * are apart. Where there is no such step nobody can say which are missing, only that the rows are not every sample, nor
 * one in so many.
 */
export function checkGaps(rows: readonly PlacedRow[], faults: Faults): void {
  const ordered = [...rows].sort((a, b) => a.read.idx - b.read.idx);
  const step = commonStep(ordered.map(({ read }) => read.idx));
  if (step === null) return reportUneven(ordered, faults);
  for (const [i, { read, row }] of ordered.entries()) {
    const last = ordered[i - 1]?.read.idx ?? read.idx;
    const missing = Math.ceil((read.idx - last) / step) - 1;
    if (missing < 1) continue;
    const named = Array.from({ length: Math.min(missing, NAMED) }, (_, j) => last + (j + 1) * step);
    const more = missing > NAMED ? ` and ${missing - NAMED} more` : '';
    const message = `${row.where}: between idx ${last} and ${read.idx} rows are missing: ${named.join(', ')}${more}; ${ON_PURPOSE}`;
    faults.add('rows_missing', message, row.pointer('idx'));
  }
}

const ON_PURPOSE = 'if they were left out on purpose, say so: `selection`: true';

/** Names the first place at which the distance changes. */
function reportUneven(ordered: readonly PlacedRow[], faults: Faults): void {
  const [first, second] = ordered.map(({ read }) => read.idx);
  if (first === undefined || second === undefined) return;
  const uneven = ordered.findIndex(
    ({ read }, i) => i > 1 && read.idx - ordered[i - 1]!.read.idx !== second - first,
  );
  const { read, row } = ordered[uneven]!;
  const before = ordered[uneven - 1]!.read.idx;
  const message = `${row.where}: idx are ${second - first} apart at first and ${read.idx - before} from ${before} to ${read.idx}: rows are missing; ${ON_PURPOSE}`;
  faults.add('rows_missing', message, row.pointer('idx'));
}

/** The difference that more than half of the neighbours have. */
function commonStep(ordered: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (let i = 1; i < ordered.length; i++) {
    const step = ordered[i]! - ordered[i - 1]!;
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const common = [...counts].find(([, count]) => count > (ordered.length - 1) / 2);
  return common?.[0] ?? null;
}
