import type { Context } from './command.ts';
import type { Page } from './views.ts';

export const LISTING = { limit: { type: 'string' } } as const;

const USUAL = 50;
const PAGE = 500;

/** The first so many of a list, over as many pages as that takes. */
export async function listed<View>(
  { args, service }: Context,
  path: string,
  filters: Readonly<Record<string, string>> = {},
): Promise<{ data: readonly View[]; has_more: boolean }> {
  const limit = args.whole('limit', 1) ?? USUAL;
  const data: View[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ ...filters, limit: String(Math.min(PAGE, limit - data.length)) });
    if (cursor !== null) query.set('cursor', cursor);
    const page: Page<View> = await service.json(`${path}?${query.toString()}`);
    data.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null && data.length < limit);
  return { data, has_more: cursor !== null };
}
