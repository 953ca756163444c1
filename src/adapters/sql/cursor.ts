import { sql } from 'kysely';
import type { SelectQueryBuilder, SqlBool } from 'kysely';
import { Refusal } from '../../service/errors.ts';
import type { ListQuery, Page } from '../../service/ports.ts';
import type { Schema } from './schema.ts';

/** The place of a record in a list: newest first, and by id among records of the same instant. */
export interface Cursor {
  readonly created_at: string;
  readonly id: string;
}

/** The lists that have cursors; a cursor of one is refused by the others. */
export type List = 'models' | 'datasets' | 'jobs';

export function encodeCursor(list: List, { created_at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([list, created_at, id])).toString('base64url');
}

/** Refuses whatever `encodeCursor` did not make for this list. */
export function decodeCursor(list: List, text: string): Cursor {
  const cursor = parse(text);
  if (
    !cursor ||
    encodeCursor(list, cursor) !== text ||
    !isTime(cursor.created_at) ||
    cursor.id.includes('\0')
  ) {
    throw new Refusal('parameter_invalid', undefined, [
      {
        code: 'cursor_invalid',
        message: `This is not a cursor of the list of ${list}; take next_cursor from a page of it as it is`,
        pointer: '#query/cursor',
      },
    ]);
  }
  return cursor;
}

function parse(text: string): Cursor | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(value)) return null;
    const [, created_at, id] = value as unknown[];
    return typeof created_at === 'string' && typeof id === 'string' ? { created_at, id } : null;
  } catch {
    return null;
  }
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);

/** One page of a list. A page starts after a record, not after a number of them: new records do not shift it. */
export async function page<TB extends List, Columns extends Cursor, T>(
  list: TB,
  query: SelectQueryBuilder<Schema, TB, Columns>,
  { limit, cursor }: ListQuery,
  read: (columns: Columns) => T,
): Promise<Page<T>> {
  const after = cursor === null ? null : decodeCursor(list, cursor);
  const rest = after
    ? query.where(sql<SqlBool>`(created_at, id) < (${after.created_at}, ${after.id})`)
    : query;
  const rows = await rest
    .orderBy(sql`created_at`, 'desc')
    .orderBy(sql`id`, 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(read), next_cursor: last ? encodeCursor(list, last) : null };
}
