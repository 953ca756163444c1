import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { Records } from '../../../src/service/ports.ts';
import { PROVENANCE, aRow, at } from '../../support/records.ts';
import type { Scene } from '../records.ts';
import { aJobIn, anEnding, lease, typesOf } from './story.ts';
import { work } from './worker.ts';

const WORKER = join(import.meta.dirname, 'worker-process.ts');

async function expectWholeJob(records: Records, chunks: number): Promise<void> {
  expect((await records.rows('job_1', null, 1000)).map(({ index }) => index)).toEqual(
    Array.from({ length: chunks }, (_, index) => index),
  );
  expect(await records.job('job_1')).toMatchObject({ done: chunks, status: 'succeeded' });
  const events = await records.events('job_1', 0, 1000);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
  const once = events.filter(({ type }) => type !== 'job.progress').map(({ type }) => type);
  expect(once).toEqual(['job.queued', 'job.started', 'job.succeeded']);
  expect(await records.deliveries('job_1')).toHaveLength(1);
}

export function raceLaws(scene: Scene): void {
  it('lets two stores work off one job, every chunk once and the job ended once', async () => {
    const { records } = scene;
    const chunks = 40;
    await aJobIn(records, { chunks });
    const stores = [records, await scene.open()];
    const reports = await Promise.all([0, 1, 2, 3].map((k) => work(stores[k % 2]!, 'job_1', `w${k}`)));
    expect(reports.flatMap(({ completed }) => completed)).toHaveLength(chunks);
    expect(reports.filter(({ ended }) => ended)).toHaveLength(1);
    await expectWholeJob(records, chunks);
  });

  it('lets several processes migrate and work off one job', async () => {
    const { records } = scene;
    const chunks = 30;
    await aJobIn(records, { chunks });
    const run = promisify(execFile);
    const outputs = await Promise.all(
      ['p0', 'p1', 'p2'].map((name) =>
        run(process.execPath, ['--import', 'tsx', WORKER, scene.url, 'job_1', name]),
      ),
    );
    const reports = outputs.map(({ stdout }) => JSON.parse(stdout) as Awaited<ReturnType<typeof work>>);
    expect(reports.flatMap(({ completed }) => completed)).toHaveLength(chunks);
    expect(reports.filter(({ ended }) => ended)).toHaveLength(1);
    await expectWholeJob(records, chunks);
  });

  it('gives a chunk to the newest of many that begin it at once', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 1 });
    const stores = [records, await scene.open()];
    const begun = await Promise.all(
      Array.from({ length: 10 }, (_, k) => stores[k % 2]!.begin('job_1-0', at(10), at(40), 20)),
    );
    const attempts = begun.map((one) => (typeof one === 'string' ? 0 : one.attempt));
    expect(attempts.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const written = await Promise.all(
      attempts.map((attempt) =>
        stores[attempt % 2]!.record('job_1-0', attempt, [aRow(0, { seconds: attempt })], PROVENANCE),
      ),
    );
    expect(written).toEqual(attempts.map((attempt) => attempt === 10));
    expect(await records.rows('job_1', null, 9)).toEqual([aRow(0, { seconds: 10 })]);
    expect(await typesOf(records)).toEqual(['1 job.queued', '2 job.started']);
  });

  it('queues one chunk when many ask for the next', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 5 });
    const stores = [records, await scene.open()];
    const queued = await Promise.all(Array.from({ length: 10 }, (_, k) => stores[k % 2]!.queueNext('job_1')));
    expect(queued.filter((chunk) => chunk !== null)).toHaveLength(1);
  });

  it('ends a job once when many end it, stop it and report progress', async () => {
    const { records } = scene;
    const stores = [records, await scene.open()];
    for (let round = 0; round < 6; round++) {
      const id = `job_${round}`;
      await aJobIn(records, { id });
      await lease(records, `${id}-0`);
      const ending = (k: number) =>
        stores[k % 2]!.end(
          id,
          at(20),
          anEnding('canceled', { delivery: { ...anEnding('canceled').delivery!, id } }),
        );
      await records.stop(id, 'canceled', at(15), null);
      const [ended] = await Promise.all([
        Promise.all([0, 1, 2, 3].map(ending)),
        Promise.all([0, 1].map((k) => stores[k]!.stop(id, 'expired', at(21), null))),
        Promise.all([0, 1].map((k) => stores[k]!.progress(id, at(22 + k), at(21 + k), {}))),
      ]);
      expect(ended.filter(Boolean)).toHaveLength(1);
      const types = await typesOf(records, id);
      expect(types.at(-1)).toBe(`${types.length} job.canceled`);
      expect(await records.job(id)).toMatchObject({ status: 'canceled', stopping: 'canceled' });
      expect(await records.deliveries(id)).toHaveLength(1);
    }
  });

  it('keeps one provenance when two kinds of worker start together', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 2 });
    const other = await scene.open();
    await lease(records, 'job_1-0');
    await lease(records, 'job_1-1');
    const answers = await Promise.all([
      records.record('job_1-0', 1, [aRow(0)], PROVENANCE),
      other.record('job_1-1', 1, [aRow(1)], { ...PROVENANCE, version: '9.9.9' }),
    ]);
    expect(answers.filter((answer) => answer === true)).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'provenance')).toHaveLength(1);
    expect(await records.job('job_1')).toMatchObject({ done: 1 });
  });
}
