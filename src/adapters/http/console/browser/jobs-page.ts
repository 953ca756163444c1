import type { JobView } from '../../schemas/job.ts';
import { get } from './api.ts';
import { el, type Element } from './dom.ts';
import { firstSteps } from './first-steps.ts';
import { hasEnded, progressView, type ProgressView } from './progress.ts';
import { heading, link, paged, table, type PageView } from './view.ts';
import { moment, said, worded } from './words.ts';

/** Milliseconds between looks at the jobs that have not ended. */
const EVERY = 2000;

/** The jobs there are, newest first, with how far each is. */
export const jobsPage: PageView = async ({ main, signal }) => {
  const live = new Map<string, { readonly job: JobView; readonly view: ProgressView }>();
  const list = await paged<JobView>('/v1/jobs?limit=20', signal, (jobs) => {
    live.clear();
    for (const job of jobs) live.set(job.id, { job, view: progressView(job) });
    return jobs.length > 0
      ? jobTable(jobs, live)
      : el('div', { class: 'empty' }, el('p', {}, 'Nothing was certified yet. To begin:'), firstSteps());
  });
  main.replaceChildren(
    heading('Jobs'),
    el('div', { class: 'actions' }, link('new', 'New job')),
    list.element,
  );
  void keepUp(live, signal);
};

const jobTable = (
  jobs: readonly JobView[],
  live: ReadonlyMap<string, { readonly view: ProgressView }>,
): Element =>
  table<JobView>(
    'Jobs',
    [
      {
        title: 'Job',
        cell: ({ id, method }) =>
          link(`jobs/${id}`, worded(method.name), el('small', {}, ` ${id.slice(-8)}`)),
      },
      { title: 'State', cell: ({ id }) => live.get(id)!.view.element },
      { title: 'Parameters', cell: ({ method }) => el('small', {}, parametersOf(method)) },
      { title: 'Submitted', cell: ({ created_at: at }) => moment(at), nowrap: true },
    ],
    jobs,
  );

function parametersOf(method: JobView['method']): string {
  const shown = Object.entries(method).filter(
    ([name, value]) => name !== 'name' && typeof value !== 'object',
  );
  return shown
    .slice(0, 6)
    .map(([name, value]) => `${name} ${said(value)}`)
    .join(', ');
}

/** One request a job, one after another: browsers keep few streams of one service open at once. */
async function keepUp(
  live: Map<string, { readonly job: JobView; readonly view: ProgressView }>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, EVERY));
    for (const [id, { job, view }] of [...live]) {
      if (signal.aborted || hasEnded(job)) continue;
      const now = await get<JobView>(`/v1/jobs/${id}`, signal).catch(() => job);
      view.show(now);
      if (live.has(id)) live.set(id, { job: now, view });
    }
  }
}
