import { Refused, upload } from './api.ts';
import { el, type Element } from './dom.ts';
import type { Draft } from './draft.ts';
import { valueOf } from './draft.ts';
import { form } from './form.ts';
import type { Schema } from './schema.ts';
import { fieldsOf } from './schema.ts';
import { faultList } from './view.ts';

export interface UploadOptions<View> {
  readonly path: string;
  /** Of the multipart body in the document of the API: its files, and `metadata`. */
  readonly schema: Schema;
  readonly title: string;
  /** Called when it is there, unless `signal` has aborted: the page was left, and nobody is to be drawn back. */
  readonly done: (view: View) => void;
  readonly signal: AbortSignal;
}

/** A form that uploads files with what is known about them. */
export function uploadForm<View>({ path, schema, title, done, signal }: UploadOptions<View>): Element {
  const { metadata = {}, ...files } = schema.properties ?? {};
  const draft: Draft = new Map();
  const inputs = Object.entries(files).map(([name, one]) =>
    fileField(`${path}/${name}`, name, one, schema.required?.includes(name) ?? false),
  );
  const fields = fieldsOf(metadata, '/metadata');
  const known = form(fields, draft, () => undefined, '/metadata');
  const status = el('div', { role: 'status', class: 'status' });
  const submit = el('button', { type: 'submit', class: 'primary' }, title);
  const send = async (): Promise<void> => {
    submit.disabled = true;
    known.show([]);
    status.replaceChildren(el('p', {}, 'Uploading, and examining what came …'));
    try {
      const given = Object.fromEntries(inputs.map(({ name, input }) => [name, input.files?.[0]]));
      const body = valueOf(
        { shape: { kind: 'group', fields }, pointer: '/metadata', required: true, fallback: undefined },
        draft,
      );
      const view = await upload<View>(path, given, body);
      status.replaceChildren();
      if (!signal.aborted) done(view);
    } catch (error) {
      const rest = error instanceof Refused ? known.show(error.faults) : [];
      const message = error instanceof Error ? error.message : String(error);
      const others = rest.filter((one) => one.message !== message);
      status.replaceChildren(
        el('div', { class: 'alarm', role: 'alert' }, el('p', {}, message), ...faultList(others)),
      );
    } finally {
      submit.disabled = false;
    }
  };
  return el(
    'form',
    { class: 'card', submit: (event) => (event.preventDefault(), void send()) },
    ...inputs.map(({ element }) => element),
    known.element,
    el('div', { class: 'actions' }, submit),
    status,
  );
}

function fileField(id: string, name: string, { description }: Schema, required: boolean) {
  const input = el('input', { type: 'file', id, required, 'aria-describedby': `${id}-help` });
  const label = el(
    'label',
    { for: id },
    name === 'file' ? 'File' : `${name[0]!.toUpperCase()}${name.slice(1)}, in a file of their own`,
  );
  const help = el('p', { class: 'help', id: `${id}-help` }, `${(description ?? '').replaceAll('`', '')}.`);
  return { name, input, element: el('div', { class: 'field' }, label, input, help) };
}
