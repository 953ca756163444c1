import { Refusal } from './errors.ts';
import { specificationOf } from './comparison/ground.ts';
import type { Norm } from '../certify/outcome.ts';
import type { Job } from './job.ts';
import type { Records } from './ports.ts';
import type { Summary } from './provable.ts';
import { summaryOf } from './summary.ts';

/** One job on the line of a model's versions. */
export interface Version {
  readonly job: Job;
  readonly summary: Summary;
}

/** All models of a name over the same data in the same norm, the oldest job first. */
export interface ModelHistory {
  readonly name: string;
  /** Null where no job of the name has succeeded. */
  readonly dataset: { readonly id: string; readonly digest: string } | null;
  readonly norm: Norm | null;
  readonly versions: readonly Version[];
  /** The last job of the page, when there are more. */
  readonly next: string | null;
}

export interface HistoryQuery {
  /** Those of the newest job when left out. */
  readonly dataset?: string | null;
  readonly norm?: Norm | null;
  readonly radii?: readonly number[] | null;
  readonly limit: number;
  /** The job after which the page begins. */
  readonly after?: string | null;
}

type Reading = Pick<Records, 'model' | 'dataset' | 'jobs' | 'rows' | 'carried'>;

/**
 * The succeeded jobs of every model that has the name of this one, removed ones too where the jobs kept it: on one dataset, in
 * one norm. Only the results of the jobs on the page are read.
 */
export async function modelHistoryOf(
  records: Reading,
  id: string,
  { dataset = null, norm = null, radii = null, limit, after = null }: HistoryQuery,
): Promise<ModelHistory> {
  const model = await records.model(id);
  if (!model) throw new Refusal('model_unknown', `There is no model "${id}"`);
  const { name } = model.declared;
  const jobs = await jobsNamed(records, name, dataset);
  const newest = jobs.findLast((job) => norm === null || specificationOf(job).norm === norm);
  if (!newest) return { name, dataset: null, norm, versions: [], next: null };
  const spoken = norm ?? specificationOf(newest).norm;
  const line = jobs.filter(
    (job) => job.dataset_digest === newest.dataset_digest && specificationOf(job).norm === spoken,
  );
  const from = after === null ? 0 : placeAfter(line, after);
  const shown = line.slice(from, from + limit);
  const versions: Version[] = [];
  for (const job of shown) versions.push({ job, summary: await summaryOf(records, job, { radii }) });
  return {
    name,
    dataset: { id: newest.dataset_id, digest: newest.dataset_digest },
    norm: spoken,
    versions,
    next: from + shown.length < line.length ? shown.at(-1)!.id : null,
  };
}

function placeAfter(line: readonly Job[], id: string): number {
  const place = line.findIndex((job) => job.id === id);
  if (place >= 0) return place + 1;
  const message = 'not a cursor of this list, with the dataset and norm that are asked for';
  throw new Refusal('parameter_invalid', 'A query parameter is wrong', [
    { code: 'cursor_invalid', message, pointer: '#query/cursor' },
  ]);
}

const AT_ONCE = 500;

/** Oldest first. */
async function jobsNamed(records: Reading, name: string, dataset: string | null): Promise<readonly Job[]> {
  const names = new Map<string, string | null>();
  const nameOf = async (job: Job): Promise<string | null> => {
    if (job.subject) return job.subject.model.name;
    const known = names.get(job.model_id);
    if (known !== undefined) return known;
    const found = (await records.model(job.model_id))?.declared.name ?? null;
    names.set(job.model_id, found);
    return found;
  };
  const found: Job[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Records['jobs']>> = await records.jobs({
      status: 'succeeded',
      model_id: null,
      dataset_id: dataset,
      method: null,
      limit: AT_ONCE,
      cursor,
    });
    for (const job of page.data) if ((await nameOf(job)) === name) found.push(job);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found.reverse();
}
