import type { JobView } from '../../schemas/job.ts';
import { el, type Element } from './dom.ts';
import { badge } from './view.ts';
import { duration, number } from './words.ts';

const ENDED = ['succeeded', 'failed', 'canceled', 'expired'];

export const hasEnded = ({ status }: Pick<JobView, 'status'>): boolean => ENDED.includes(status);

/** How far a job is, in words. */
export function progressText({ status, progress: { done, total, eta_seconds: eta } }: JobView): string {
  const so = `${number(done)} of ${number(total)} samples`;
  return eta !== null && status === 'running' ? `${so}, about ${duration(eta)} left` : so;
}

/** Status and bar of a job, brought up to date in place, so that neither focus nor reading is lost. */
export interface ProgressView {
  readonly element: Element;
  show(job: JobView): void;
}

export function progressView(job: JobView): ProgressView {
  const bar = el('progress', { 'aria-label': 'Samples done' });
  const text = el('span', {});
  const state = el('span', {});
  const show = (now: JobView): void => {
    state.replaceChildren(badge(now.status));
    bar.setAttribute('max', String(now.progress.total));
    bar.setAttribute('value', String(now.progress.done));
    bar.hidden = hasEnded(now);
    text.textContent = progressText(now);
  };
  show(job);
  return { element: el('span', { class: 'progress' }, state, bar, text), show };
}

/** Quarters of the way, and changes of state: what is read aloud. Every step would be chatter. */
export function milestone({ status, progress: { done, total } }: JobView): string {
  if (status !== 'running') return `The job: ${status}.`;
  const quarters = Math.floor((4 * done) / Math.max(1, total));
  return quarters === 0 ? 'The job is running.' : `${quarters * 25} percent done.`;
}
