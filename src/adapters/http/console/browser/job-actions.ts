import type { JobView } from '../../schemas/job.ts';
import { ask, key, post } from './api.ts';
import { browser, el, save, type Element } from './dom.ts';
import { numberOf } from './draft.ts';
import { hasEnded } from './progress.ts';
import { alarm, button } from './view.ts';

interface Download {
  readonly title: string;
  readonly path: string;
  readonly accept: string;
  readonly ending: string;
}

const REPORT: Download = { title: 'Report', path: '/report', accept: 'text/html', ending: 'html' };
const CERTIFICATE: Download = {
  title: 'Certificate',
  path: '/certificate',
  accept: 'application/vnd.provable.certificate+json',
  ending: 'certificate.json',
};
const TABLES: readonly Download[] = [
  { title: 'CSV', path: '/results', accept: 'text/csv', ending: 'csv' },
  { title: 'NDJSON', path: '/results', accept: 'application/x-ndjson', ending: 'ndjson' },
  { title: 'Parquet', path: '/results', accept: 'application/vnd.apache.parquet', ending: 'parquet' },
];

/** What can be done with a job as it stands. */
export function jobActions(job: JobView): readonly Element[] {
  const alarms = el('div');
  const tell = (error: unknown): void => alarms.replaceChildren(alarm(error));
  // of a job that ended early there is neither a certificate nor a way to go on
  const isWhole = job.status === 'succeeded' && job.gate?.stopped_early !== true;
  const files = isWhole ? [CERTIFICATE, ...TABLES] : TABLES;
  const all = [
    ...(hasEnded(job) ? [reportLink(job, tell)] : [cancelButton(job, tell)]),
    ...files.map((one) => saveButton(job, one, tell)),
  ];
  const extend = isWhole && typeof job.method['max_n'] === 'number' ? [extension(job, tell)] : [];
  return [el('div', { class: 'actions' }, ...all), ...extend, alarms];
}

/** A page of its own. A link cannot carry a key: where there is one, the report is saved as the file that it is. */
function reportLink(job: JobView, tell: (error: unknown) => void): Element {
  if (key.get() !== null) return saveButton(job, REPORT, tell);
  return el(
    'a',
    { href: `/v1/jobs/${job.id}/report`, target: '_blank', rel: 'noopener', class: 'button primary' },
    'Report',
  );
}

const saveButton = (
  job: JobView,
  { title, path, accept, ending }: Download,
  tell: (error: unknown) => void,
): Element =>
  button(`Save ${title === title.toUpperCase() || title === 'Parquet' ? title : title.toLowerCase()}`, () => {
    ask(`/v1/jobs/${job.id}${path}`, { headers: { accept } })
      .then((answer) => answer.blob())
      .then((content) => save(content, `${job.id}.${ending}`))
      .catch(tell);
  });

function cancelButton(job: JobView, tell: (error: unknown) => void): Element {
  const made = button(
    'Cancel job',
    () => {
      made.disabled = true;
      post(`/v1/jobs/${job.id}/cancel`).catch(tell);
    },
    'danger',
  );
  return made;
}

/** Goes on from the evidence there is, up to more draws a sample. */
function extension(job: JobView, tell: (error: unknown) => void): Element {
  const most = Number(job.method['max_n']);
  const input = el('input', { id: 'extend', type: 'text', inputmode: 'numeric', autocomplete: 'off' });
  input.value = String(10 * most);
  const send = (): void => {
    post<JobView>(`/v1/jobs/${job.id}/extend`, { max_n: numberOf(input.value) })
      .then(({ id }) => (browser.location.hash = `#/jobs/${id}`))
      .catch(tell);
  };
  return el(
    'form',
    { class: 'inline', submit: (event) => (event.preventDefault(), send()) },
    el('label', { for: 'extend' }, `Go on, from ${most} draws a sample at most to`),
    input,
    el('button', { type: 'submit' }, 'Extend job'),
  );
}
