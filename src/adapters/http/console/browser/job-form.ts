import type { DatasetView } from '../../schemas/dataset.ts';
import type { EstimateView } from '../../schemas/job.ts';
import type { ModelView } from '../../schemas/model.ts';
import { post, Refused, type Fault } from './api.ts';
import type { MethodSchema } from './document.ts';
import { el, type Element } from './dom.ts';
import { valueOf, write, type Draft } from './draft.ts';
import { estimateView } from './estimate-view.ts';
import { form, type Form } from './form.ts';
import { fieldsOf, type Field, type Json, type Schema } from './schema.ts';
import { reasonList } from './support.ts';
import { faultList } from './view.ts';

export interface JobFormOptions {
  readonly schema: Schema;
  readonly methods: readonly MethodSchema[];
  readonly models: readonly ModelView[];
  readonly datasets: readonly DatasetView[];
  /** Id of the model to begin with, or ''. */
  readonly chosen: string;
  readonly signal: AbortSignal;
}

/** What this form asks for in its own way; all other fields of a job are drawn from its schema. */
const OWN = ['model', 'dataset', 'inputs', 'method'];
/** Fields that most jobs leave alone are folded away, all but these. */
const COMMON = ['samples'];
/** Milliseconds without a change before the cost is asked for. */
const PAUSE = 300;

export class JobForm {
  readonly element: Element;
  readonly #options: JobFormOptions;
  readonly #draft: Draft = new Map();
  readonly #model: Element;
  readonly #dataset: Element;
  readonly #methods = el('fieldset', { class: 'methods' });
  readonly #parameters = el('div');
  readonly #estimate = el('div', { class: 'estimate card', role: 'status', 'aria-live': 'polite' });
  readonly #forms: Form[] = [];
  #method: MethodSchema | null = null;
  #fields: readonly Field[] = [];
  #methodForm: Form | null = null;
  readonly #rest: readonly Field[];
  #asked = 0;

  constructor(options: JobFormOptions) {
    this.#options = options;
    const { schema, models, datasets, chosen } = options;
    this.#model = chooser('model', models, chosen, () => this.#offer());
    this.#dataset = chooser('dataset', datasets, '', () => this.#changed());
    this.#rest = fieldsOf(schema, '', OWN);
    const drawn = (fields: readonly Field[]): Element => {
      const made = form(fields, this.#draft, () => this.#changed());
      this.#forms.push(made);
      return made.element;
    };
    const common = this.#rest.filter(({ name }) => COMMON.includes(name));
    const folded = this.#rest.filter(({ name }) => !COMMON.includes(name));
    this.element = el(
      'div',
      { class: 'columns' },
      el(
        'div',
        {},
        labelled('model', 'Model', this.#model),
        labelled('dataset', 'Dataset', this.#dataset),
        this.#methods,
        this.#parameters,
        drawn(common),
        el(
          'details',
          { class: 'more' },
          el('summary', {}, 'Gates, announcement, deadline, metadata'),
          drawn(folded),
        ),
      ),
      this.#estimate,
    );
    this.#offer();
  }

  /** Whether another page has taken the place of this one. */
  isLeft(): boolean {
    return this.#options.signal.aborted;
  }

  /** What is submitted. */
  body(): Json {
    const group = (fields: readonly Field[], pointer: string) =>
      valueOf(
        { shape: { kind: 'group', fields }, pointer, required: true, fallback: undefined },
        this.#draft,
      ) as Record<string, Json>;
    const method = { ...group(this.#fields, '/method'), name: this.#method?.name ?? '' };
    return { model: this.#model.value, dataset: this.#dataset.value, method, ...group(this.#rest, '') };
  }

  /** Shows faults at their fields; answers the others. */
  complain(faults: readonly Fault[]): readonly Fault[] {
    const all = this.#methodForm ? [this.#methodForm, ...this.#forms] : this.#forms;
    return all.reduce((left, one) => one.show(left), faults);
  }

  /** The methods that apply to the model, and the others with the reasons. */
  #offer(): void {
    const model = this.#options.models.find(({ id }) => id === this.#model.value);
    if (!model) return;
    const { methods } = this.#options;
    const apply = methods.filter(({ name }) => model.methods[name]?.supported);
    const others = methods.filter(({ name }) => !apply.some((one) => one.name === name));
    const reasons = others.map(({ name, title }) =>
      el('div', {}, el('strong', {}, title ?? name), reasonList(model.methods[name]?.reasons ?? [])),
    );
    const refused = el(
      'details',
      { class: 'others', open: apply.length === 0 },
      el('summary', {}, `${others.length} not for this model, and why`),
      ...reasons,
    );
    const chosen = apply.find(({ name }) => name === this.#method?.name) ?? apply[0] ?? null;
    this.#methods.replaceChildren(
      el('legend', {}, 'Method'),
      ...apply.map((method) => this.#radio(method, method === chosen)),
      ...(others.length > 0 ? [refused] : []),
    );
    this.#choose(chosen);
  }

  #radio(method: MethodSchema, checked: boolean): Element {
    const key = `method-${method.name}`;
    const input = el('input', {
      type: 'radio',
      name: 'method',
      id: key,
      checked,
      change: () => this.#choose(method),
    });
    return el('div', { class: 'option' }, input, el('label', { for: key }, method.title ?? method.name));
  }

  #choose(method: MethodSchema | null): void {
    if (method !== this.#method || method === null) this.#draw(method);
    this.#changed();
  }

  #draw(method: MethodSchema | null): void {
    this.#method = method;
    this.#fields = method ? fieldsOf(method, '/method', ['name']) : [];
    this.#methodForm = null;
    if (!method) return this.#parameters.replaceChildren();
    const place = el('div');
    const begin = (example: Json): void => {
      for (const pointer of [...this.#draft.keys()])
        if (pointer.startsWith('/method')) this.#draft.delete(pointer);
      write({ shape: { kind: 'group', fields: this.#fields }, pointer: '/method' }, example, this.#draft);
      this.#methodForm = form(this.#fields, this.#draft, () => this.#changed(), '/method');
      place.replaceChildren(this.#methodForm.element);
    };
    const examples = method.examples ?? [];
    begin(examples[0] ?? {});
    this.#parameters.replaceChildren(
      el('p', { class: 'help about' }, method.description ?? ''),
      ...(examples.length > 1 ? [this.#examples(examples, begin)] : []),
      place,
    );
  }

  #examples(examples: readonly Json[], begin: (example: Json) => void): Element {
    const words = (example: Json) =>
      JSON.stringify(example)
        .replaceAll(/[{}"]/g, '')
        .replaceAll(':', ' ')
        .replaceAll(',', ', ')
        .replace(/^name \w+, /, '');
    const select = el(
      'select',
      { id: 'example' },
      ...examples.map((one, at) => el('option', { value: String(at) }, words(one))),
    );
    select.addEventListener('change', () => {
      begin(examples[Number(select.value)] ?? {});
      this.#changed();
    });
    return labelled('example', 'Begin with', select);
  }

  /** Asks what the job would cost, once nothing has changed for a moment. The newest answer counts. */
  #changed(): void {
    const asked = ++this.#asked;
    setTimeout(() => {
      if (asked === this.#asked && !this.#options.signal.aborted) void this.#reckon(asked);
    }, PAUSE);
  }

  async #reckon(asked: number): Promise<void> {
    if (!this.#method) return this.#estimate.replaceChildren(el('p', {}, 'No method applies to this model.'));
    const answer = await post<EstimateView>(
      '/v1/jobs?validate_only=true',
      this.body(),
      this.#options.signal,
    ).catch((error: unknown) => error);
    if (asked !== this.#asked || this.#options.signal.aborted) return;
    if (answer instanceof Refused) {
      const rest = this.complain(answer.faults);
      const words = answer.faults.length === 0 ? answer.message : 'This would be refused:';
      const named = answer.faults.filter((fault) => !rest.includes(fault));
      this.#estimate.replaceChildren(
        el('h2', {}, 'Not yet'),
        el('p', {}, words),
        ...faultList([...named, ...rest]),
      );
    } else if (!(answer instanceof Error)) {
      this.complain([]);
      this.#estimate.replaceChildren(...estimateView(answer as EstimateView));
    }
  }
}

const labelled = (id: string, text: string, input: Element): Element =>
  el('div', { class: 'field' }, el('label', { for: id }, text), input);

function chooser(
  id: string,
  entries: readonly { readonly id: string; readonly name: string }[],
  chosen: string,
  changed: () => void,
): Element {
  const options = entries.map((one) =>
    el('option', { value: one.id, selected: one.id === chosen }, `${one.name} (…${one.id.slice(-6)})`),
  );
  return el('select', { id, change: changed }, ...options);
}
