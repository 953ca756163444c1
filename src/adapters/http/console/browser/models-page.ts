import type { ModelView } from '../../schemas/model.ts';
import { ask, get } from './api.ts';
import { bodySchema, methodsOf } from './document.ts';
import { browser, el, type Element } from './dom.ts';
import { exampleFiles } from './first-steps.ts';
import { removeButton } from './remove.ts';
import { supportList } from './support.ts';
import { uploadForm } from './upload.ts';
import { badge, facts, heading, link, paged, table, type Column, type PageView } from './view.ts';
import { moment, number, size } from './words.ts';

const supported = ({ methods }: ModelView): Element => {
  const names = Object.entries(methods).filter(([, one]) => one.supported);
  return el(
    'span',
    { class: 'badges' },
    ...(names.length > 0 ? names.map(([name]) => badge(name, 'yes')) : ['none']),
  );
};

const COLUMNS: readonly Column<ModelView>[] = [
  { title: 'Name', cell: ({ id, name }) => link(`models/${id}`, el('bdi', {}, name)) },
  { title: 'Takes', cell: ({ sample_shape: shape }) => shape.join(' × '), nowrap: true },
  {
    title: 'Classes',
    cell: ({ class_count: count, role }) => (role === 'denoiser' ? 'denoiser' : String(count)),
    numeric: true,
  },
  { title: 'Parameters', cell: ({ parameters }) => number(parameters), numeric: true },
  { title: 'Methods that apply', cell: supported },
  { title: 'Uploaded', cell: ({ created_at: at }) => moment(at), nowrap: true },
];

/** The models there are, and a form for one more. */
export const modelsPage: PageView = async ({ main, signal }) => {
  const schema = await bodySchema('/v1/models', 'multipart/form-data');
  const list = await paged<ModelView>('/v1/models?limit=20', signal, (models) =>
    models.length > 0
      ? table('Models', COLUMNS, models)
      : el('p', { class: 'empty' }, 'No model yet: upload one below. ', exampleFiles('model')),
  );
  const form = uploadForm<ModelView>({
    path: '/v1/models',
    schema,
    title: 'Upload model',
    signal,
    done: ({ id }) => (browser.location.hash = `#/models/${id}`),
  });
  main.replaceChildren(heading('Models'), list.element, el('h2', {}, 'Upload a model'), form);
};

/** One model: what it is, and what can be certified of it. */
export const modelPage: PageView = async ({ main, signal }, id) => {
  const [model, job] = await Promise.all([
    get<ModelView>(`/v1/models/${id}`, signal),
    bodySchema('/v1/jobs'),
  ]);
  main.replaceChildren(
    heading(model.name),
    el('p', { class: 'crumbs' }, link('models', 'Models'), ` · ${model.role}`),
    el('div', { class: 'actions' }, link(`new/${id}`, 'Certify it')),
    el('h2', {}, 'Methods'),
    supportList(model, methodsOf(job)),
    el('h2', {}, 'What it is'),
    facts(factsOf(model)),
    removeButton('model', async () => {
      await ask(`/v1/models/${id}`, { method: 'DELETE' });
      browser.location.hash = '#/models';
    }),
  );
};

const factsOf = (model: ModelView): readonly (readonly [string, string])[] => [
  ['Takes', `${model.sample_shape.join(' × ')}, ${model.layout}`],
  ['Answers', model.role === 'denoiser' ? 'samples' : `${model.class_count} classes`],
  [
    'Values',
    model.domain
      ? `${model.domain.join(' to ')}${model.grid === null ? '' : `, in steps of ${number(model.grid)}`}`
      : 'no domain declared',
  ],
  ['Parameters', number(model.parameters)],
  [
    'Operators',
    Object.entries(model.operators)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
  ],
  ['Speed', `${number(Math.round(model.rate))} samples a second, in batches of ${model.batch}`],
  ['Size', `${size(model.size)}, opset ${model.opset}`],
  ['Uploaded', moment(model.created_at)],
  ['Id', model.id],
  ['Digest', model.digest],
  ...model.notes.map((note) => ['Note', note] as const),
];
