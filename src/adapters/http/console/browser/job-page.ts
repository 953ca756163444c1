import type { JobView } from '../../schemas/job.ts';
import type { ModelView } from '../../schemas/model.ts';
import type { ResultView } from '../../schemas/result.ts';
import type { SummaryView } from '../../schemas/summary.ts';
import { follow, get, Refused } from './api.ts';
import { browser, el, type Element } from './dom.ts';
import { gateView } from './gate-view.ts';
import { jobActions } from './job-actions.ts';
import { hasEnded, milestone, progressView } from './progress.ts';
import { resultColumns } from './result-columns.ts';
import { curveRadii, summaryView } from './summary-view.ts';
import { alarm, facts, heading, link, paged, table, type PageView } from './view.ts';
import { moment, said, worded } from './words.ts';

/** Milliseconds between two looks at the numbers of a job that runs. */
const EVERY = 1000;

/** One job: how far it is, while it happens; what is proved; every row. */
export const jobPage: PageView = async ({ main, signal }, id) => {
  const path = `/v1/jobs/${id}`;
  let job = await get<JobView>(path, signal);
  const model = await get<ModelView>(`/v1/models/${job.model}`, signal).catch(() => null);
  const progress = progressView(job);
  const aloud = el('p', { class: 'aloud', role: 'status', 'aria-live': 'polite' });
  const actions = el('div');
  const numbers = el('div');
  const errors = el('div');
  const asked = el('div');
  const rows = await paged<ResultView>(`${path}/results?limit=25`, signal, (page) =>
    page.length > 0
      ? table('Results', resultColumns(model?.classes ?? null), page)
      : el('p', { class: 'empty' }, 'No row yet.'),
  );
  const refresh = async (): Promise<void> => {
    const [now, summary] = await Promise.all([
      get<JobView>(path, signal),
      get<SummaryView>(`${path}/summary`, signal),
    ]);
    const turned = now.status !== job.status || actions.textContent === '';
    job = now;
    progress.show(job);
    if (aloud.textContent !== milestone(job)) aloud.textContent = milestone(job);
    if (turned) turn(actions, jobActions(job));
    errors.replaceChildren(...errorOf(job));
    asked.replaceChildren(facts(factsOf(job)));
    if (isUsed(numbers)) return;
    const radii = hasEnded(job) ? curveRadii(summary) : null;
    const curve = radii && (await get<SummaryView>(`${path}/summary?radii=${radii.join(',')}`, signal));
    numbers.replaceChildren(...gateView(job.gate), ...summaryView(summary, curve ?? summary));
  };
  await refresh();
  main.replaceChildren(
    heading(`${worded(job.method.name)}, ${id.slice(-8)}`),
    crumbs(job, model),
    el('div', { class: 'card' }, progress.element, aloud, errors),
    actions,
    el('h2', {}, 'What is proved'),
    numbers,
    el('h2', {}, 'Results'),
    rows.element,
    el('h2', {}, 'What was asked'),
    asked,
  );
  if (hasEnded(job)) return;
  const both = async (): Promise<void> => {
    await Promise.all([refresh(), rows.reload()]);
  };
  await watch(id, signal, both).catch((error: unknown) => signal.aborted || actions.append(alarm(error)));
};

/** Where somebody is reading or typing nothing may be drawn again. */
const isUsed = (element: Element): boolean => element.contains(browser.document.activeElement);

/** Other buttons take the place of some; who was on one of them is on the first of the new ones. */
function turn(actions: Element, now: readonly Element[]): void {
  const wasUsed = isUsed(actions);
  actions.replaceChildren(...now);
  if (wasUsed) [...actions.querySelectorAll('a, button')][0]?.focus();
}

/** Looks again whenever something has happened, but not more often than a person can read. */
async function watch(id: string, signal: AbortSignal, refresh: () => Promise<void>): Promise<void> {
  let last = 0;
  for await (const { type } of follow(id, signal)) {
    if (type === 'job.progress' && Date.now() - last < EVERY) continue;
    last = Date.now();
    await refresh().catch((error: unknown) => {
      // The next step will tell; there is none after the last.
      if (type !== 'job.progress' || !(error instanceof Refused)) throw error;
    });
  }
}

const crumbs = (job: JobView, model: ModelView | null): Element =>
  el(
    'p',
    { class: 'crumbs' },
    link('jobs', 'Jobs'),
    ' · ',
    model ? link(`models/${model.id}`, el('bdi', {}, model.name)) : 'a model that was deleted',
    ' · ',
    link(`datasets/${job.dataset}`, 'dataset'),
    ...(job.extends === null ? [] : [' · goes on from ', link(`jobs/${job.extends}`, job.extends.slice(-8))]),
  );

const errorOf = ({ error }: JobView): readonly Element[] =>
  error ? [el('p', { class: 'fault' }, `${error.message} (${error.code})`)] : [];

const factsOf = (job: JobView): readonly (readonly [string, string])[] => [
  ...Object.entries(job.method).map(([name, value]) => [name, said(value)] as const),
  ['samples', said(job.samples)],
  [
    'seed',
    `${job.seed}, ${job.seed_source === 'client' ? 'chosen by the client' : 'derived from what is certified'}`,
  ],
  ['model', job.model_digest],
  ['dataset', job.dataset_digest],
  ['submitted', moment(job.created_at)],
  ...(job.finished_at === null ? [] : [['ended', moment(job.finished_at)] as const]),
  ...Object.entries(job.metadata).map(([name, value]) => [name, value] as const),
];
