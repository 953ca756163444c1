import type { Claim, LogRow } from '../../certify/audit/log.ts';
import { parsePrinted } from '../../certify/audit/printed.ts';
import type { Printed } from '../../certify/audit/printed.ts';
import { quoted } from './columns.ts';
import type { Column, Faults, RawRow } from './columns.ts';
import { evidenceOf } from './evidence.ts';

const MOST_DRAWS = 1e8;

/** What one row says; null when it is wrong, with a fault for every cell that is. */
export function readRow(row: RawRow, claim: Partial<Claim>, faults: Faults): LogRow | null {
  const before = faults.list.length;
  const cells = new Cells(row, faults);
  const { count: evidenceCount, n: evidenceN, ...margins } = evidenceOf(row, faults);
  const n = cells.whole('n', 1, MOST_DRAWS) ?? evidenceN;
  const predict = cells.whole('predict', -1);
  const read = {
    idx: cells.whole('idx', 0),
    label: cells.whole('label', 0),
    predict: predict === -1 ? null : predict,
    abstained: row.cells.predict !== undefined && (predict === null || predict === -1),
    radius: cells.radius(),
    correct: cells.correct(),
    count: cells.whole('count', 0, n ?? claim.n ?? MOST_DRAWS) ?? evidenceCount,
    n,
    ...margins,
  };
  if (faults.list.length === before) contradictions(row, read, faults);
  return faults.list.length > before || read.idx === null ? null : { ...read, idx: read.idx };
}

type Read = Omit<LogRow, 'idx'> & { readonly idx: number | null };

/** What no method leaves behind, whatever its parameters. */
function contradictions(row: RawRow, { idx, abstained, radius, count }: Read, faults: Faults): void {
  const { where, pointer, cells } = row;
  if (idx === null) faults.add('value_missing', `${where}: idx is empty`, pointer('idx'));
  if (abstained && radius !== null && radius.value > 0) {
    const message = `${where}: radius ${cells.radius} beside predict ${cells.predict || '(empty)'}: an abstention has no radius`;
    faults.add('radius_unexpected', message, pointer('radius'));
  }
  if (!abstained && radius === null && count === null)
    faults.add('value_missing', `${where}: there is neither a radius nor a count`, pointer('radius'));
  const { verdict, norm, final } = cells;
  if (final && final !== 'true')
    faults.add('row_unfinished', `${where}: the sample is still being worked on`, pointer('final'));
  if (verdict && verdict !== (abstained ? 'abstained' : 'certified')) {
    const message = `${where}: the verdict is ${quoted(verdict)}; an audit knows certified rows, and abstained ones without a prediction`;
    faults.add('method_wrong', message, pointer('verdict'));
  }
  if (norm && norm !== 'l2') {
    const message = `${where}: the norm is ${quoted(norm)}; Gaussian noise certifies in l2`;
    faults.add('method_wrong', message, pointer('norm'));
  }
}

const WHOLE = /^[-+]?\d{1,15}(?:\.0{1,15})?$/;

/** The cells of a row as values; null for an empty one, and for one that is wrong, which is reported. */
class Cells {
  readonly #row: RawRow;
  readonly #faults: Faults;
  constructor(row: RawRow, faults: Faults) {
    this.#row = row;
    this.#faults = faults;
  }

  #text(column: Column): string {
    return this.#row.cells[column] ?? '';
  }

  #refuse(column: Column, wanted: string): null {
    const { where, pointer } = this.#row;
    const message = `${where}: ${column} is ${quoted(this.#text(column))}, not ${wanted}`;
    this.#faults.add('value_invalid', message, pointer(column));
    return null;
  }

  whole(column: Column, least: number, most = Number.MAX_SAFE_INTEGER): number | null {
    const text = this.#text(column);
    if (text === '') return null;
    const value = Number(text);
    if (WHOLE.test(text) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    return this.#refuse(column, `a whole number ${range}`);
  }

  radius(): Printed | null {
    const text = this.#text('radius');
    if (text === '') return null;
    return parsePrinted(text) ?? this.#refuse('radius', 'a finite number, 0 or more');
  }

  correct(): boolean | null {
    const text = this.#text('correct').toLowerCase();
    if (text === '') return null;
    if (text === '1' || text === 'true') return true;
    if (text === '0' || text === 'false') return false;
    this.#refuse('correct', '0 or 1');
    return null;
  }
}
