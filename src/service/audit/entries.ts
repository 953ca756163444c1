import { pointerTo } from '../fields.ts';
import { columnOf, missingColumns, quoted } from './columns.ts';
import type { Column, Faults, RawRow } from './columns.ts';
import { refuseTooMany } from './limit.ts';

/** Reads the rows of a JSON body, by the names that tables have; a number may also be given as its text. */
export function readEntries(entries: readonly unknown[], name: string, faults: Faults): RawRow[] {
  refuseTooMany(entries.length);
  return entries.flatMap((entry, i) => {
    const pointer = (column?: string) => pointerTo(name, i, ...(column === undefined ? [] : [column]));
    if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) {
      faults.add('type_wrong', `${name} ${i}: expected an object`, pointer());
      return [];
    }
    return rowOf(entry, { where: `row ${i}`, pointer }, faults) ?? [];
  });
}

function rowOf(entry: object, place: Pick<RawRow, 'where' | 'pointer'>, faults: Faults): RawRow | null {
  const { where, pointer } = place;
  const cells: Partial<Record<Column, string>> = {};
  for (const [key, value] of Object.entries(entry)) {
    const column = columnOf(key);
    const text = textOf(value, column);
    if (column === null)
      faults.add('field_unknown', `${where}: there is no field ${quoted(key)}`, pointer(key.slice(0, 80)));
    else if (column in cells)
      faults.add('column_repeated', `${where}: "${column}" appears twice`, pointer(key));
    else if (text === null)
      faults.add('type_wrong', `${where}: ${key} is neither a number nor text`, pointer(key));
    else cells[column] = text;
  }
  const missing = missingColumns(new Set(Object.keys(cells) as Column[]));
  for (const column of missing) {
    if (!(column in entry)) faults.add('field_missing', `${where}: ${column} is missing`, pointer(column));
  }
  return missing.length === 0 ? { cells, where, pointer } : null;
}

/** As a table would have it; null for what none could. */
function textOf(value: unknown, column: Column | null): string | null {
  if (value === null) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return column === 'evidence' && typeof value === 'object' ? JSON.stringify(value) : null;
}
