import type { Fault, Page } from './api.ts';
import { Refused, get } from './api.ts';
import { browser, el, type Child, type Element } from './dom.ts';

/** What every page is made of. */
export interface Scene {
  /** Where the page draws itself. */
  readonly main: Element;
  /** Aborts when another page takes its place. */
  readonly signal: AbortSignal;
}

/** A page: draws itself, with what follows the name of the page in the address. */
export type PageView = (scene: Scene, id: string) => Promise<void>;

export const heading = (text: string): Element => el('h1', { tabindex: '-1' }, text);

/** A link inside the console. */
export const link = (hash: string, ...children: Child[]): Element =>
  el('a', { href: `#/${hash}` }, ...children);

export const button = (text: string, action: () => void, kind = ''): Element =>
  el('button', { type: 'button', class: kind, click: action }, text);

/** What went wrong, in a box that screen readers announce. */
export function alarm(error: unknown): Element {
  const faults = error instanceof Refused ? error.faults : [];
  const text = error instanceof Error ? error.message : String(error);
  return el(
    'div',
    { class: 'alarm', role: 'alert' },
    el('p', {}, text),
    ...faultList(faults.filter((one) => one.message !== text)),
  );
}

export const faultList = (faults: readonly Fault[]): readonly Element[] =>
  faults.length === 0 ? [] : [el('ul', {}, ...faults.map((fault) => el('li', {}, faultText(fault))))];

/** With where it is, unless the message says so itself. */
export function faultText({ message, node, pointer }: Pick<Fault, 'message' | 'node' | 'pointer'>): string {
  if (node !== undefined) return message.includes(node) ? message : `${message} (node ${node})`;
  return pointer === undefined ? message : `${message} (${pointer})`;
}

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Child;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  /** Never broken over lines. */
  readonly nowrap?: boolean;
}

/** A table that scrolls sideways in its own box where the screen is narrow. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Element {
  const kind = (column: Column<Row>) => (column.numeric ? 'numeric' : column.nowrap ? 'tight' : undefined);
  const head = columns.map((column) => el('th', { scope: 'col', class: kind(column) }, column.title));
  const body = rows.map((row) =>
    el('tr', {}, ...columns.map((column) => el('td', { class: kind(column) }, column.cell(row)))),
  );
  const inner = el(
    'table',
    {},
    el('caption', { class: 'aloud' }, caption),
    el('thead', {}, el('tr', {}, ...head)),
    el('tbody', {}, ...body),
  );
  return el('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' }, inner);
}

export const badge = (text: string, kind = text): Element => el('span', { class: `badge ${kind}` }, text);

/** Terms and what is said of them. */
export const facts = (pairs: readonly (readonly [string, Child])[]): Element =>
  el(
    'dl',
    { class: 'facts' },
    ...pairs.map(([term, said]) => el('div', {}, el('dt', {}, term), el('dd', {}, said))),
  );

export interface Paged {
  readonly element: Element;
  /** Draws the page that is open again, unless somebody is in it: focus and what was opened would be lost. */
  reload(): Promise<void>;
}

/** A list that comes in pages: draws one, with buttons to the ones before and behind. */
export async function paged<Entry>(
  path: string,
  signal: AbortSignal,
  draw: (entries: readonly Entry[]) => Element,
): Promise<Paged> {
  const element = el('div', { class: 'paged' });
  const cursors: (string | null)[] = [null];
  const show = async (): Promise<void> => {
    const cursor = cursors.at(-1) ?? null;
    const more =
      cursor === null ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
    const page = await get<Page<Entry>>(`${path}${more}`, signal);
    element.replaceChildren(draw(page.data), ...pager(page.next_cursor, cursors, turn));
  };
  const turn = (): void => {
    show().catch((error: unknown) => signal.aborted || element.replaceChildren(alarm(error)));
  };
  await show();
  const isUsed = (): boolean => element.contains(browser.document.activeElement);
  return { element, reload: async () => (isUsed() ? undefined : show()) };
}

function pager(next: string | null, cursors: (string | null)[], show: () => void): readonly Element[] {
  if (next === null && cursors.length === 1) return [];
  const back = button('Previous page', () => (cursors.pop(), show()));
  const forth = button('Next page', () => (cursors.push(next), show()));
  back.disabled = cursors.length === 1;
  forth.disabled = next === null;
  return [el('div', { class: 'pager' }, back, el('span', {}, `Page ${cursors.length}`), forth)];
}
