import type { Draft } from './draft.ts';
import { el, type Element } from './dom.ts';
import { wordsOf, type Field, type Json } from './schema.ts';
import { worded } from './words.ts';

/** One field of a form that a person fills in: its element, and what it shows. */
export interface Control {
  readonly pointer: string;
  readonly element: Element;
  /** Shows these messages, or none. */
  complain(messages: readonly string[]): void;
}

export interface ControlOptions {
  readonly field: Field;
  readonly draft: Draft;
  readonly changed: () => void;
}

/** A label, the input, what the field means, and a place for what is wrong with it; each tied to the input by its id. */
export function control(
  input: Element,
  { field, draft, changed }: ControlOptions,
  key = field.pointer,
): Control {
  const { pointer } = field;
  const fault = el('p', { class: 'fault', id: `${key}-fault`, hidden: true });
  const help = el('p', { class: 'help', id: `${key}-help` }, helpOf(field));
  input.setAttribute('id', key);
  input.setAttribute('aria-describedby', `${key}-help ${key}-fault`);
  const isFlag = field.shape.kind === 'flag';
  input.addEventListener(isFlag || field.shape.kind === 'choice' ? 'change' : 'input', () => {
    draft.set(key, isFlag ? String(input.checked) : input.value);
    changed();
  });
  const label = el('label', { for: key }, worded(field.name));
  const element = isFlag
    ? el('div', { class: 'field flag' }, input, label, help, fault)
    : el('div', { class: 'field' }, label, input, help, fault);
  return {
    pointer,
    element,
    complain(messages) {
      fault.textContent = messages.join(' ');
      fault.hidden = messages.length === 0;
      if (messages.length > 0) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    },
  };
}

function helpOf({ help, fallback, required, shape }: Field): string {
  const standard = typeof fallback === 'string' ? `“${fallback}”` : wordsOf(fallback ?? null);
  const says = fallback !== undefined && fallback !== null && wordsOf(fallback) !== '{}';
  const said = says ? `${standard} when left out.` : '';
  const commas = shape.kind === 'list' ? 'Several with commas between them.' : '';
  const text = help.replaceAll('`', '').replace(/\.$/, '');
  return [text && `${text}.`, commas, required ? 'Needed.' : said].filter(Boolean).join(' ');
}

/** Input of one line, or several where anything may stand. */
export function input({ shape, fallback, example }: Field, value: string): Element {
  const placeholder = hintOf(fallback ?? null) ?? hintOf(example ?? null, 'such as ');
  if (shape.kind === 'flag') return filled(el('input', { type: 'checkbox' }), value);
  if (shape.kind === 'json')
    return filled(el('textarea', { rows: 3, placeholder, spellcheck: 'false' }), value);
  const numeric = shape.kind === 'number' ? { inputmode: 'decimal' } : {};
  return filled(
    el('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', placeholder, ...numeric }),
    value,
  );
}

function filled(element: Element, value: string): Element {
  if (value === 'true') element.checked = true;
  element.value = value;
  return element;
}

function hintOf(value: Json, before = ''): string | undefined {
  if (value === null || (typeof value === 'object' && Object.keys(value).length === 0)) return undefined;
  return before + (Array.isArray(value) ? value.map(wordsOf).join(', ') : wordsOf(value));
}
