import { addressOf } from './address.ts';
import { key, Refused } from './api.ts';
import { datasetPage, datasetsPage } from './datasets-page.ts';
import { browser, byId, el, type Element } from './dom.ts';
import { jobPage } from './job-page.ts';
import { jobsPage } from './jobs-page.ts';
import { keyPage } from './key-page.ts';
import { modelPage, modelsPage } from './models-page.ts';
import { newJobPage } from './new-job-page.ts';
import { verifyPage } from './verify-page.ts';
import { alarm, heading, link, type PageView } from './view.ts';

/** The pages: of all, and of one. */
const PAGES = new Map<string, { readonly all: PageView; readonly one: PageView }>([
  ['jobs', { all: jobsPage, one: jobPage }],
  ['new', { all: newJobPage, one: newJobPage }],
  ['models', { all: modelsPage, one: modelPage }],
  ['datasets', { all: datasetsPage, one: datasetPage }],
  ['verify', { all: verifyPage, one: verifyPage }],
]);

let current = new AbortController();
let first = true;

/** Draws the page that the address names, on a sheet of its own: a page that was left draws on nothing that is seen. */
async function show(): Promise<void> {
  current.abort();
  current = new AbortController();
  const { signal } = current;
  const { page, id } = addressOf(browser.location.hash);
  markCurrent(page);
  const sheet = el('div', { class: 'sheet' }, el('p', { class: 'empty' }, 'One moment …'));
  byId('main').replaceChildren(sheet);
  const views = PAGES.get(page);
  const drawing = views ? (id === '' ? views.all : views.one)({ main: sheet, signal }, id) : nothing(sheet);
  const settled = drawing.catch((error: unknown) => {
    if (!signal.aborted) failed(sheet, error);
  });
  await Promise.race([settled, drawn(sheet)]);
  if (!signal.aborted) arrive(sheet);
}

/** Pages go on for as long as they are looked at: they are there once they have a heading. */
const drawn = (sheet: Element): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if ([...sheet.querySelectorAll('h1')].length > 0) resolve();
      else setTimeout(look, 20);
    };
    look();
  });

/** The reader is at the top of the new page, and a screen reader says where that is. */
function arrive(sheet: Element): void {
  const [title] = sheet.querySelectorAll('h1');
  browser.document.title = `${title?.textContent ?? 'Console'} · Provable`;
  byId('leave').hidden = key.get() === null;
  if (!first) {
    title?.focus();
    browser.scrollTo(0, 0);
  }
  first = false;
}

function markCurrent(page: string): void {
  for (const one of byId('pages').querySelectorAll('a')) one.removeAttribute('aria-current');
  if (PAGES.has(page)) byId(`to-${page}`).setAttribute('aria-current', 'page');
}

function failed(sheet: Element, error: unknown): void {
  if (error instanceof Refused && error.status === 401) keyPage(sheet, () => void show());
  else
    sheet.replaceChildren(
      heading('This did not work'),
      alarm(error),
      el('p', {}, link('jobs', 'To the jobs')),
    );
}

async function nothing(sheet: Element): Promise<void> {
  sheet.replaceChildren(heading('There is no such page'), el('p', {}, link('jobs', 'To the jobs')));
}

browser.addEventListener('hashchange', () => void show());
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
byId('leave').addEventListener('click', () => {
  key.forget();
  void show();
});
void show();
