import { expect, it } from 'vitest';
import { aDataset, aJob, aModel, at, chunksOf } from '../../support/records.ts';
import type { Scene } from '../records.ts';
import { aJobIn, anEnding, lease, workOff } from './story.ts';

export function jobLaws(scene: Scene): void {
  it('gives back a job as it was added', async () => {
    const job = { deadline: at(99), webhook: null, metadata: { note: 'NUL \0' }, created_at: at(1) };
    await aJobIn(scene.records, { job });
    expect(await scene.records.job('job_1')).toEqual(aJob('job_1', { total: 2, ...job }));
    expect(await scene.records.events('job_1', 0, 9)).toEqual([
      { job_id: 'job_1', seq: 1, type: 'job.queued', at: at(1), data: {} },
    ]);
    expect(await scene.records.job('job_2')).toBeNull();
    expect(await scene.records.job('job_1\0')).toBeNull();
  });

  it('begins every job at the beginning', async () => {
    const far = { status: 'running', stopping: 'failed', done: 9, started_at: at(1) } as const;
    await aJobIn(scene.records, { job: far });
    expect(await scene.records.job('job_1')).toEqual(aJob('job_1', { total: 2 }));
  });

  it('adds all of a job or nothing of it', async () => {
    const { records } = scene;
    await aJobIn(records);
    const twice = [...chunksOf('job_2', 3), chunksOf('job_2', 1)[0]!];
    await expect(records.addJob(aJob('job_2'), twice)).rejects.toThrow();
    expect(await records.job('job_2')).toBeNull();
    expect(await records.events('job_2', 0, 9)).toEqual([]);
    expect(await records.unfinished()).toEqual(['job_1']);
    expect(await records.addJob(aJob('job_2'), chunksOf('job_2', 3))).toBe('added');
    await expect(records.addJob(aJob('job_1'), [])).rejects.toThrow();
    expect(await records.queueNext('job_1')).toMatchObject(chunksOf('job_1', 1)[0]!);
  });

  it('takes a plan of ten thousand chunks', async () => {
    const plan = await aJobIn(scene.records, { chunks: 10_000 });
    expect(await scene.records.queueNext('job_1')).toMatchObject(plan[0]!);
    expect(await scene.records.unfinished()).toEqual(['job_1']);
  });

  it('counts the rows that stand', async () => {
    const [first, second] = await aJobIn(scene.records, { chunks: 2, count: 3 });
    await workOff(scene.records, first!);
    expect(await scene.records.job('job_1')).toMatchObject({ done: 3, total: 6, status: 'running' });
    await workOff(scene.records, second!);
    expect(await scene.records.job('job_1')).toMatchObject({ done: 6, total: 6, status: 'running' });
  });

  it('names the jobs that have not ended, oldest first', async () => {
    const { records } = scene;
    await records.addModel(aModel());
    await records.addDataset(aDataset());
    const ages = { job_a: 3, job_b: 1, job_c: 2, job_d: 2, job_e: 0 };
    for (const [id, second] of Object.entries(ages)) {
      await records.addJob(aJob(id, { created_at: at(second) }), chunksOf(id, 1));
    }
    await lease(records, 'job_c-0');
    await records.stop('job_d', 'canceled', at(5), null);
    await records.end('job_e', at(5), anEnding('failed', { delivery: null }));
    expect(await records.unfinished()).toEqual(['job_b', 'job_c', 'job_d', 'job_a']);
  });
}
