import { columnOf, COLUMNS, missingColumns, quoted } from './columns.ts';
import type { Column, Faults, RawRow } from './columns.ts';
import { MOST_ROWS, refuseTooMany } from './limit.ts';

/**
 * Reads a log in TSV or CSV (RFC 4180, without line breaks in cells): the first line names the columns, in any order.
 * Lines are counted from 1, and a pointer is `#line/17/radius`. Rows that cannot be read are reported and left out.
 */
export function readTable(bytes: Uint8Array, faults: Faults): RawRow[] {
  const lines = linesOf(bytes, faults);
  const [first] = lines;
  if (first === undefined) return [];
  const separator = first.includes('\t') ? '\t' : ',';
  const columns = headerOf(first, separator, faults);
  if (columns === null) return [];
  return lines.slice(1).flatMap((line, i) => rowOf(line, i + 2, { separator, columns }, faults) ?? []);
}

/** Empty lines at the end are none. */
function linesOf(bytes: Uint8Array, faults: Faults): string[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    faults.add('encoding_wrong', 'some bytes are not UTF-8: a log is text', '#line/1');
    return [];
  }
  const lines = withoutLastBreaks(text).split(/\r\n|\n|\r/, MOST_ROWS + 2);
  refuseTooMany(lines.length - 1);
  return lines;
}

/** Cells may be empty, so that only line breaks are cut off. */
function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n' || text[end - 1] === '\r') end--;
  return text.slice(0, end);
}

/** More are none of ours, and nobody reads what is wrong with each. */
const MOST_COLUMNS = 40;

interface Layout {
  readonly separator: string;
  readonly columns: readonly (Column | null)[];
}

/** The columns in their order, null for unknown ones; null when rows cannot be read without what is missing. */
function headerOf(line: string, separator: string, faults: Faults): readonly (Column | null)[] | null {
  const names = cellsOf(line, separator) ?? [line];
  if (names.length > MOST_COLUMNS) {
    const message = `line 1 has ${names.length} cells; a log has up to ${COLUMNS.length} columns`;
    faults.add('header_missing', message, '#line/1');
    return null;
  }
  if (names.every((name) => /^[-+\d.eE:]*$/.test(name))) {
    faults.add('header_missing', `line 1 must name the columns, not ${quoted(line)}`, '#line/1');
    return null;
  }
  const there = new Set<Column>();
  let readable = true;
  const columns = names.map((name) => {
    const column = columnOf(name);
    if (column === null) {
      const known = COLUMNS.join(', ');
      faults.add(
        'column_unknown',
        `there is no column ${quoted(name)} in a log; there may be ${known}`,
        '#line/1',
      );
    } else if (there.has(column)) {
      readable = false;
      faults.add('column_repeated', `the column "${column}" appears twice`, `#line/1/${column}`);
    } else there.add(column);
    return column;
  });
  for (const column of missingColumns(there)) {
    readable = false;
    const found = names.map(quoted).join(', ');
    faults.add(
      'column_missing',
      `there is no column "${column}"; line 1 names ${found}`,
      `#line/1/${column}`,
    );
  }
  return readable ? columns : null;
}

function rowOf(line: string, number: number, { separator, columns }: Layout, faults: Faults): RawRow | null {
  const where = `line ${number}`;
  const pointer = (column?: string) => `#line/${number}${column ? `/${column}` : ''}`;
  const cells = cellsOf(line, separator);
  if (cells?.length !== columns.length) {
    const found =
      line === '' ? 'is empty' : cells ? `has ${cells.length} cells` : 'has a quote without its other';
    faults.add('line_malformed', `${where} ${found}; line 1 names ${columns.length} columns`, pointer());
    return null;
  }
  const named = columns.flatMap((column, i) => (column ? [[column, cells[i]!.trim()] as const] : []));
  return { cells: Object.fromEntries(named), where, pointer };
}

/** The cells of a line; null when a quote is not closed, or stands inside a cell. Quotes mean something in CSV only. */
function cellsOf(line: string, separator: string): string[] | null {
  if (separator === '\t' || !line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  for (let at = 0; ; at++) {
    const isQuoted = line[at] === '"';
    const end = isQuoted ? closingQuote(line, at) + 1 : endOfCell(line, at);
    const cell = isQuoted ? line.slice(at + 1, end - 1).replaceAll('""', '"') : line.slice(at, end);
    if (end === 0 || (!isQuoted && cell.includes('"'))) return null;
    cells.push(cell);
    if (end === line.length) return cells;
    if (line[end] !== ',') return null;
    at = end;
  }
}

function endOfCell(line: string, from: number): number {
  const comma = line.indexOf(',', from);
  return comma === -1 ? line.length : comma;
}

/** −1 when there is none. */
function closingQuote(line: string, opening: number): number {
  let at = line.indexOf('"', opening + 1);
  while (at !== -1 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at;
}
