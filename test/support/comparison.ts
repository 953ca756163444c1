import { compare } from '../../src/service/comparison/comparison.ts';
import type { Comparison, ComparisonQuery } from '../../src/service/comparison/facts.ts';
import type { Job, Row } from '../../src/service/job.ts';
import type { JobQuery, Page } from '../../src/service/ports.ts';
import { aDataset, aJob, aModel, aRow, at, PROVENANCE } from './records.ts';
import { METHOD, systemClock } from './workplace.ts';

export interface Told {
  readonly rows: readonly Row[];
  readonly job?: Partial<Job>;
}

/** Records of finished jobs with these results, called `job_0`, `job_1`, … */
export function recordsOf(told: readonly Told[], models = [aModel()]) {
  const jobs = told.map(({ rows, job }, place) =>
    aJob(`job_${place}`, {
      status: 'succeeded',
      total: rows.length,
      done: rows.length,
      samples: { offset: 0, limit: rows.length, stride: 1 },
      method: METHOD,
      provenance: PROVENANCE,
      created_at: at(place),
      finished_at: at(60 + place),
      ...job,
    }),
  );
  const find = async (id: string) => jobs.find((one) => one.id === id) ?? null;
  return {
    job: find,
    rows: async (id: string, after: number | null, limit: number) => {
      const place = jobs.findIndex((one) => one.id === id);
      return told[place]!.rows.filter(({ index }) => index > (after ?? -1)).slice(0, limit);
    },
    carried: async () => [],
    model: async (id: string) => models.find((one) => one.id === id) ?? null,
    dataset: async (id: string) => (id === 'dst_1' ? aDataset() : null),
    /** Newest first, two to a page. */
    jobs: async ({ dataset_id: dataset, status, cursor }: JobQuery): Promise<Page<Job>> => {
      const all = [...jobs]
        .reverse()
        .filter((one) => dataset === null || one.dataset_id === dataset)
        .filter((one) => status === null || one.status === status);
      const from = Number(cursor ?? 0);
      return {
        data: all.slice(from, from + 2),
        next_cursor: from + 2 < all.length ? String(from + 2) : null,
      };
    },
  };
}

export const comparing = (told: readonly Told[], query?: ComparisonQuery): Promise<Comparison> =>
  compare(
    { records: recordsOf(told), clock: systemClock },
    told.map((_, place) => `job_${place}`),
    query,
  );

/** Rows with these radii; null is a sample without a certificate, and a negative one a certificate of another class. */
export const reaching = (radii: readonly (number | null)[]): Row[] =>
  radii.map((radius, index) =>
    radius === null
      ? aRow(index, { verdict: 'abstained', radius: null, prediction: null, correct: false })
      : aRow(index, {
          radius: Math.abs(radius),
          ...(radius < 0 && { prediction: 0, correct: false }),
        }),
  );
