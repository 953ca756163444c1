import type { ModelView } from '../../schemas/model.ts';
import type { MethodSchema } from './document.ts';
import { el, type Element } from './dom.ts';
import { badge, faultText } from './view.ts';

/** Reasons that are shown before the rest is folded away. */
const AT_FIRST = 3;

/** Why a method does not apply to a model, each reason with its node. */
export function reasonList(
  reasons: readonly { readonly message: string; readonly node?: string | undefined }[],
): Element {
  const items = reasons.map(({ message, node }) =>
    el('li', {}, faultText({ message, ...(node !== undefined && { node }) })),
  );
  if (items.length <= AT_FIRST) return el('ul', { class: 'reasons' }, ...items);
  const more = el(
    'details',
    {},
    el('summary', {}, `${items.length - AT_FIRST} more`),
    el('ul', {}, ...items.slice(AT_FIRST)),
  );
  return el('ul', { class: 'reasons' }, ...items.slice(0, AT_FIRST), el('li', {}, more));
}

/** Every method with whether it applies to a model, and with the reasons where it does not. */
export function supportList({ methods }: ModelView, known: readonly MethodSchema[]): Element {
  const titles = new Map(known.map(({ name, title }) => [name, title ?? name]));
  const rows = Object.entries(methods).map(([name, { supported, reasons = [] }]) =>
    el(
      'li',
      {},
      badge(supported ? 'applies' : 'does not apply', supported ? 'yes' : 'no'),
      ' ',
      el('strong', {}, titles.get(name) ?? name),
      ...(supported ? [] : [reasonList(reasons)]),
    ),
  );
  return el('ul', { class: 'support' }, ...rows);
}
