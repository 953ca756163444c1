import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/service/job.ts';
import { modelHistoryOf } from '../../src/service/model-history.ts';
import type { HistoryQuery } from '../../src/service/model-history.ts';
import { reaching, recordsOf } from '../support/comparison.ts';
import { aModel, digestOf } from '../support/records.ts';
import { METHOD } from '../support/workplace.ts';

const named = (id: string, name: string) => aModel(id, { declared: { ...aModel().declared, name } });
const MODELS = [named('mdl_1', 'digits'), named('mdl_2', 'digits'), named('mdl_3', 'letters')];
const rows = reaching([0.5, 0.3, null]);

const historyOf = (jobs: readonly Partial<Job>[], query: Partial<HistoryQuery> = {}) => {
  const records = recordsOf(
    jobs.map((job) => ({ rows, job })),
    MODELS,
  );
  return modelHistoryOf(records, 'mdl_1', { limit: 20, ...query });
};
const idsOf = async (...asked: Parameters<typeof historyOf>) =>
  (await historyOf(...asked)).versions.map(({ job }) => job.id);

describe('the history of a model', () => {
  it('is of all models with its name, the oldest first, and of no other', async () => {
    const jobs = [{}, { model_id: 'mdl_3' }, { model_id: 'mdl_2' }, { status: 'failed' as const }, {}];
    const history = await historyOf(jobs, { radii: [0.4] });
    expect(history).toMatchObject({ name: 'digits', dataset: { id: 'dst_1' }, norm: 'l2', next: null });
    expect(history.versions.map(({ job }) => job.id)).toEqual(['job_0', 'job_2', 'job_4']);
    expect(history.versions[0]!.summary.certified_accuracy).toMatchObject([{ radius: 0.4, value: 1 / 3 }]);
  });

  it('comes in pages, that together are the line', async () => {
    const jobs = Array.from({ length: 5 }, () => ({}));
    const first = await historyOf(jobs, { limit: 2 });
    expect(first.next).toBe('job_1');
    expect(await idsOf(jobs, { limit: 2, after: first.next })).toEqual(['job_2', 'job_3']);
    expect(await historyOf(jobs, { limit: 2, after: 'job_3' })).toMatchObject({ next: null });
    await expect(historyOf(jobs, { after: 'job_x' })).rejects.toMatchObject({ code: 'parameter_invalid' });
  });

  it('is of the data and the norm of the newest, unless others are asked for', async () => {
    const other = { dataset_id: 'dst_2', dataset_digest: digestOf('dst_2') };
    const lp = { method: { ...METHOD, norm: 'lp', p: 3 } };
    const jobs = [{}, other, lp, {}, other];
    expect(await idsOf(jobs)).toEqual(['job_1', 'job_4']);
    expect(await idsOf(jobs, { dataset: 'dst_1' })).toEqual(['job_0', 'job_3']);
    expect(await idsOf(jobs, { norm: 'lp' })).toEqual(['job_2']);
    expect(await historyOf(jobs, { norm: 'l1' })).toMatchObject({ dataset: null, norm: 'l1', versions: [] });
  });

  it('keeps jobs of a model that was removed, where they kept its name', async () => {
    const gone = { model_id: 'mdl_9', subject: { model: { name: 'digits' } } as Job['subject'] & object };
    expect(await idsOf([gone, { model_id: 'mdl_9' }])).toEqual(['job_0']);
  });

  it('is refused of a model that is not there', async () => {
    await expect(modelHistoryOf(recordsOf([], MODELS), 'mdl_x', { limit: 1 })).rejects.toMatchObject({
      code: 'model_unknown',
    });
  });
});
