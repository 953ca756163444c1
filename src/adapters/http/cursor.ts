import { Refusal } from '../../service/errors.ts';

/** An opaque place in a list that is ordered by a number: clients give it back as they got it. */
export const cursorAfter = (position: number): string =>
  Buffer.from(`after:${position}`).toString('base64url');

/** @throws Refusal('parameter_invalid') for what `cursorAfter` did not make. */
export function positionOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const position = Number(/^after:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1] ?? NaN);
  if (!Number.isNaN(position) && cursorAfter(position) === cursor) return position;
  throw new Refusal('parameter_invalid', 'A query parameter is wrong', [
    { code: 'value_invalid', message: 'not a cursor of this list', pointer: '#query/cursor' },
  ]);
}

/** A page out of one entry more than its size. */
export function pageOfMore<Entry, View>(
  entries: readonly Entry[],
  limit: number,
  position: (entry: Entry) => number,
  view: (entry: Entry) => View,
) {
  const data = entries.slice(0, limit);
  const has_more = entries.length > limit;
  return {
    data: data.map(view),
    has_more,
    next_cursor: has_more ? cursorAfter(position(data.at(-1)!)) : null,
  };
}
