import { el, type Element } from './dom.ts';
import { alarm, button } from './view.ts';

/** Asks again before it does what cannot be undone. */
export function removeButton(what: string, remove: () => Promise<void>): Element {
  const element = el('div', { class: 'actions danger' });
  const ask = (): void => {
    const keep = button('Keep it', first);
    const sure = button(
      `Delete the ${what} for good`,
      () => {
        remove().catch((error: unknown) => element.replaceChildren(alarm(error)));
      },
      'danger',
    );
    element.replaceChildren(sure, keep);
    keep.focus();
  };
  const first = (): void => element.replaceChildren(button(`Delete this ${what}`, ask));
  first();
  return element;
}
