import type { Job, Row } from '../../src/service/job.ts';
import type { Dataset } from '../../src/service/dataset/dataset.ts';
import type { Model } from '../../src/service/model/model.ts';
import { gatherReport } from '../../src/service/report/gather.ts';
import type { OpenSamples, ReportFacts } from '../../src/service/report/facts.ts';
import { aDataset, aJob, aModel, aRow, at, PROVENANCE } from './records.ts';
import { METHOD, systemClock } from './workplace.ts';

/** What a report can be made of without a store: the rows of a job that has ended, and what the records know besides. */
export interface Case {
  readonly rows: readonly Row[];
  readonly job?: Partial<Job>;
  readonly model?: Partial<Model> | null;
  readonly dataset?: Partial<Dataset> | null;
  readonly openSamples?: OpenSamples;
}

/** Images of 4 × 4 that are told apart by their index. */
export const images: OpenSamples = async () => ({
  shape: [1, 4, 4],
  values: async (index) => Float32Array.from({ length: 16 }, (_, i) => ((index + i) % 16) / 15),
  close: async () => undefined,
});

export async function factsOf(
  { rows, job: changes, model, dataset, openSamples = images }: Case,
  delta?: number,
): Promise<ReportFacts> {
  const job = aJob('job_1', {
    status: 'succeeded',
    total: rows.length,
    done: rows.length,
    samples: { offset: 0, limit: rows.length, stride: 1 },
    method: METHOD,
    provenance: PROVENANCE,
    finished_at: at(60),
    ...changes,
  });
  const shape = { ...aDataset().facts, shape: [1, 4, 4], count: Math.max(4, rows.length) };
  const records = {
    rows: async (_: string, after: number | null, limit: number) =>
      rows.filter(({ index }) => index > (after ?? -1)).slice(0, limit),
    carried: async () => [],
    model: async () => (model === null ? null : aModel('mdl_1', model)),
    dataset: async () => (dataset === null ? null : aDataset('dst_1', { facts: shape, ...dataset })),
  };
  return gatherReport({ records, openSamples, clock: systemClock }, job, delta);
}

/** Results as smoothing gives them: mostly right, some wrong, some abstained; nothing by chance. */
export const someRows = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => {
    const label = index % 2;
    if (index % 10 === 9) {
      const evidence = {
        candidate: 1 - label,
        count: 40 + (index % 7),
        n: 100,
        p_lower: 0.3 + (index % 7) / 100,
      };
      return aRow(index, {
        label,
        prediction: null,
        correct: false,
        verdict: 'abstained',
        radius: null,
        evidence,
      });
    }
    const correct = index % 10 !== 4;
    const radius = ((index * 37) % 101) / 101;
    const evidence = { candidate: correct ? label : 1 - label, count: 95, n: 100, p_lower: 0.8 };
    return aRow(index, { label, prediction: correct ? label : 1 - label, correct, radius, evidence });
  });
