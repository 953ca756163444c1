import type { Fault } from './api.ts';
import { control, input, type Control } from './control.ts';
import { el, type Element } from './dom.ts';
import { applies, optionOf, optionsOf, valuesOf, type Draft } from './draft.ts';
import { place } from './faults.ts';
import type { Branch, Field } from './schema.ts';
import { worded } from './words.ts';

/** A form for fields of any schema. */
export interface Form {
  readonly element: Element;
  /** Shows each fault at its field; answers those that belong to none. */
  show(faults: readonly Fault[]): readonly Fault[];
}

/** Draws fields over a draft; `changed` is told of every change. What does not go with the rest is hidden, and not said. */
export function form(fields: readonly Field[], draft: Draft, changed: () => void, pointer = ''): Form {
  const drawing = new Drawing(draft, () => {
    drawing.refresh();
    changed();
  });
  const element = el('div', { class: 'fields' });
  element.append(...drawing.group(fields, pointer));
  drawing.refresh();
  return { element, show: (faults) => drawing.show(faults) };
}

class Drawing {
  readonly #draft: Draft;
  readonly #changed: () => void;
  readonly #controls: Control[] = [];
  /** Each makes a part of the form agree with the draft. */
  readonly #refreshers: (() => void)[] = [];

  constructor(draft: Draft, changed: () => void) {
    this.#draft = draft;
    this.#changed = changed;
  }

  refresh(): void {
    for (const refresh of this.#refreshers) refresh();
  }

  show(faults: readonly Fault[]): readonly Fault[] {
    const { at, rest } = place(
      faults,
      this.#controls.map(({ pointer }) => pointer),
    );
    for (const one of this.#controls) one.complain(at.get(one.pointer) ?? []);
    return rest;
  }

  /** The fields of an object; before the first of those that exclude each other, the choice between them. */
  group(fields: readonly Field[], parent: string): Element[] {
    const asked = new Set<string>();
    return fields.flatMap((field) => {
      const group = field.either?.[0];
      const choice = group !== undefined && !asked.has(group) ? [this.#either(group, fields, parent)] : [];
      if (group !== undefined) asked.add(group);
      const element = this.#field(field, fields);
      if (!element) return choice;
      this.#refreshers.push(() => {
        element.hidden = !applies(field, fields, parent, this.#draft);
      });
      return [...choice, element];
    });
  }

  /** Radio buttons, one an option; hidden where only one is left. */
  #either(group: string, fields: readonly Field[], parent: string): Element {
    const key = `${parent}?${group}`;
    const all = [
      ...new Set(fields.filter(({ either }) => either?.[0] === group).map(({ either }) => either![1])),
    ];
    const choose = (option: string) => () => {
      this.#draft.set(key, option);
      this.#changed();
    };
    const buttons = all.map((option) => el('input', { type: 'radio', name: key, change: choose(option) }));
    const rows = all.map((option, at) => el('label', { class: 'option' }, buttons[at]!, option));
    const element = el('fieldset', { class: 'either' }, el('legend', {}, worded(group)), ...rows);
    this.#refreshers.push(() => {
      const left = optionsOf(group, fields, parent, this.#draft);
      const chosen = optionOf(group, fields, parent, this.#draft);
      element.hidden = left.length < 2;
      all.forEach((option, at) => {
        rows[at]!.hidden = !left.includes(option);
        buttons[at]!.checked = option === chosen;
      });
    });
    return element;
  }

  #field(field: Field, siblings: readonly Field[]): Element | null {
    const { shape } = field;
    switch (shape.kind) {
      case 'fixed':
        return null;
      case 'group':
        return this.#nested(field, this.group(shape.fields, field.pointer));
      case 'alternatives':
        return this.#alternatives(field, shape.branches);
      case 'choice':
        return this.#choice(field, siblings);
      default:
        return this.#control(field, input(field, this.#draft.get(field.pointer) ?? ''));
    }
  }

  #control(field: Field, element: Element, key = field.pointer): Element {
    const made = control(element, { field, draft: this.#draft, changed: this.#changed }, key);
    this.#controls.push(made);
    return made.element;
  }

  #nested({ name, help, pointer }: Field, children: readonly Element[]): Element {
    const fault = el('p', { class: 'fault', hidden: true });
    this.#controls.push({
      pointer,
      element: fault,
      complain(messages) {
        fault.textContent = messages.join(' ');
        fault.hidden = messages.length === 0;
      },
    });
    const words = help ? [el('p', { class: 'help' }, `${help.replace(/\.$/, '')}.`)] : [];
    return el(
      'fieldset',
      {},
      el('legend', {}, worded(name)),
      ...words,
      el('div', { class: 'fields' }, ...children),
      fault,
    );
  }

  #choice(field: Field, siblings: readonly Field[]): Element {
    const { pointer, fallback, required } = field;
    const select = el('select');
    const blank = required || typeof fallback === 'string' ? [] : [''];
    let shown = '';
    this.#refreshers.push(() => {
      const values = [...blank, ...valuesOf(field, siblings, this.#draft)];
      const said = this.#draft.get(pointer) ?? '';
      const chosen = values.includes(said) ? said : typeof fallback === 'string' ? fallback : values[0]!;
      if (shown !== values.join())
        select.replaceChildren(...values.map((value) => el('option', { value }, value || '(left out)')));
      shown = values.join();
      select.value = chosen;
      this.#draft.set(pointer, chosen);
    });
    return this.#control(field, select);
  }

  #alternatives(field: Field, branches: readonly Branch[]): Element {
    const { pointer, fallback, required } = field;
    const key = `${pointer}?`;
    const standard = branches.findIndex(({ shape }) => shape.kind === 'fixed' && shape.value === fallback);
    const blank = standard < 0 && !required ? [el('option', { value: '' }, '(left out)')] : [];
    const select = el(
      'select',
      {},
      ...blank,
      ...branches.map(({ label }, at) => el('option', { value: String(at) }, label)),
    );
    if (!this.#draft.has(key)) this.#draft.set(key, standard < 0 ? (required ? '0' : '') : String(standard));
    const bodies = branches.map((branch) => this.#branch(field, branch));
    this.#refreshers.push(() => {
      const chosen = this.#draft.get(key) ?? '';
      select.value = chosen;
      bodies.forEach((body, at) => (body.hidden = chosen !== String(at)));
    });
    const chooser = { ...field, shape: { kind: 'choice', options: [] } } as const;
    return el('div', { class: 'alternatives' }, this.#control(chooser, select, key), ...bodies);
  }

  #branch({ pointer, name }: Field, { label, shape }: Branch): Element {
    if (shape.kind === 'fixed') return el('div');
    if (shape.kind === 'group') return el('div', { class: 'fields' }, ...this.group(shape.fields, pointer));
    const field: Field = {
      name: `${worded(name)}: ${label}`,
      pointer,
      help: '',
      required: false,
      fallback: undefined,
      example: undefined,
      when: {},
      choices: {},
      either: undefined,
      shape,
    };
    return this.#field(field, [field]) ?? el('div');
  }
}
