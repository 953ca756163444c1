import type { DatasetView } from '../../schemas/dataset.ts';
import { ask, get } from './api.ts';
import { bodySchema } from './document.ts';
import { browser, el } from './dom.ts';
import { exampleFiles } from './first-steps.ts';
import { removeButton } from './remove.ts';
import { uploadForm } from './upload.ts';
import { facts, heading, link, paged, table, type Column, type PageView } from './view.ts';
import { moment, number, said, size } from './words.ts';

const COLUMNS: readonly Column<DatasetView>[] = [
  { title: 'Name', cell: ({ id, name }) => link(`datasets/${id}`, el('bdi', {}, name)) },
  { title: 'Samples', cell: ({ count }) => number(count), numeric: true },
  { title: 'Shape', cell: ({ shape }) => shape.join(' × '), nowrap: true },
  { title: 'Values', cell: ({ range }) => range.map((end) => number(end)).join(' to ') },
  { title: 'Format', cell: ({ format }) => format },
  { title: 'Uploaded', cell: ({ created_at: at }) => moment(at), nowrap: true },
];

/** The datasets there are, and a form for one more. */
export const datasetsPage: PageView = async ({ main, signal }) => {
  const schema = await bodySchema('/v1/datasets', 'multipart/form-data');
  const list = await paged<DatasetView>('/v1/datasets?limit=20', signal, (datasets) =>
    datasets.length > 0
      ? table('Datasets', COLUMNS, datasets)
      : el('p', { class: 'empty' }, 'No dataset yet: upload one below. ', exampleFiles('dataset')),
  );
  const form = uploadForm<DatasetView>({
    path: '/v1/datasets',
    schema,
    title: 'Upload dataset',
    signal,
    done: ({ id }) => (browser.location.hash = `#/datasets/${id}`),
  });
  main.replaceChildren(heading('Datasets'), list.element, el('h2', {}, 'Upload a dataset'), form);
};

/** One dataset: what was found in it. */
export const datasetPage: PageView = async ({ main, signal }, id) => {
  const dataset = await get<DatasetView>(`/v1/datasets/${id}`, signal);
  main.replaceChildren(
    heading(dataset.name),
    el('p', { class: 'crumbs' }, link('datasets', 'Datasets')),
    el('div', { class: 'actions' }, link('new', 'Certify a model with it')),
    facts([
      ['Samples', `${number(dataset.count)} of ${dataset.shape.join(' × ')}`],
      [
        'Values',
        `${dataset.range.map((end) => number(end)).join(' to ')}, stored × ${number(dataset.scale)}`,
      ],
      ['Steps', dataset.grid === null ? 'none seen' : said(dataset.grid)],
      ['Labels', said(dataset.labels)],
      ['Format', `${dataset.format}, ${dataset.layout}, ${size(dataset.size)}`],
      ['Uploaded', moment(dataset.created_at)],
      ['Digest', dataset.digest],
    ]),
    removeButton('dataset', async () => {
      await ask(`/v1/datasets/${id}`, { method: 'DELETE' });
      browser.location.hash = '#/datasets';
    }),
  );
};
