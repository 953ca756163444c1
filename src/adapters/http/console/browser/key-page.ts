import { get, key } from './api.ts';
import { el, type Element } from './dom.ts';
import { heading } from './view.ts';

/** Asks for the key that the service has, tries it, and keeps it for this tab. */
export function keyPage(main: Element, done: () => void): void {
  const wrong = key.get() !== null;
  key.forget();
  const input = el('input', {
    id: 'key',
    type: 'password',
    autocomplete: 'off',
    required: true,
    'aria-describedby': 'key-help key-fault',
  });
  const fault = el(
    'p',
    { class: 'fault', id: 'key-fault', role: 'alert' },
    wrong ? 'This is not the key.' : '',
  );
  const enter = async (): Promise<void> => {
    key.set(input.value.trim());
    await get('/v1/jobs?limit=1').then(done, (error: unknown) => {
      key.forget();
      fault.textContent = error instanceof Error ? error.message : String(error);
      input.focus();
    });
  };
  const help = 'API_KEY of the service. It is kept in this tab only, and forgotten with it.';
  main.replaceChildren(
    heading('This service needs a key'),
    el(
      'form',
      { class: 'card', submit: (event) => (event.preventDefault(), void enter()) },
      el(
        'div',
        { class: 'field' },
        el('label', { for: 'key' }, 'API key'),
        input,
        el('p', { class: 'help', id: 'key-help' }, help),
        fault,
      ),
      el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'primary' }, 'Go on')),
    ),
  );
}
