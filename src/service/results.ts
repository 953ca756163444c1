import { isTerminal } from './job.ts';
import type { Job, Row } from './job.ts';
import type { Records } from './ports.ts';
import type { Result } from './provable.ts';

type Reading = Pick<Records, 'rows' | 'carried'>;

/**
 * Up to `limit` results of a job after an index: the rows that stand, and while it runs what is proved of the samples under
 * way; of a job that extends another, at first what that one proved. What is running is read before what stands, so that a
 * sample whose row is written in between is seen, as one or the other.
 */
export async function resultsOf(
  records: Reading,
  job: Job,
  after: number | null,
  limit: number,
): Promise<readonly Result[]> {
  const running = isTerminal(job.status) ? [] : await runningRows(records, job, after, limit);
  const standing = await records.rows(job.id, after, limit);
  const results = new Map(running.map((row): [number, Result] => [row.index, { ...row, final: false }]));
  for (const row of standing) results.set(row.index, { ...row, final: true });
  return [...results.values()].sort((a, b) => a.index - b.index).slice(0, limit);
}

async function runningRows(
  records: Reading,
  job: Job,
  after: number | null,
  limit: number,
): Promise<readonly Row[]> {
  const before = job.extends === null ? [] : await records.rows(job.extends, after, limit);
  const interim = (await records.carried(job.id)).flatMap(({ interim }) => interim ?? []);
  const beyond = interim.filter(({ index }) => index > (after ?? -1));
  return [...before, ...beyond];
}

const PAGE = 5000;

/** All results of a job, in the order of their index, without holding more than a page of them. */
export async function* eachResult(records: Reading, job: Job, size = PAGE): AsyncGenerator<Result> {
  let last: number | null = null;
  for (;;) {
    const page: readonly Result[] = await resultsOf(records, job, last, size);
    yield* page;
    if (page.length < size) return;
    last = page.at(-1)!.index;
  }
}

export async function allResults(records: Reading, job: Job): Promise<readonly Result[]> {
  const results: Result[] = [];
  for await (const result of eachResult(records, job)) results.push(result);
  return results;
}
