import { expect, it } from 'vitest';
import { TRANSITIONS } from '../../../src/service/job.ts';
import { aRow, at } from '../../support/records.ts';
import type { Scene } from '../records.ts';
import { aJobIn, anEnding, lease, typesOf, workOff } from './story.ts';

const ENDS = ['succeeded', 'failed', 'canceled', 'expired'] as const;
const ERROR = { code: 'runner_lost', message: 'No "answer" \0', faults: [{ code: 'x', message: 'y' }] };

export function endingLaws(scene: Scene): void {
  it('ends a job exactly when the table of transitions lets it', async () => {
    const { records } = scene;
    for (const from of ['queued', 'running', 'canceling'] as const) {
      for (const to of ENDS) {
        const id = `job_${from}_${to}`;
        await aJobIn(records, { id });
        if (from === 'running') await lease(records, `${id}-0`);
        if (from === 'canceling') await records.stop(id, 'canceled', at(11), null);
        const before = [await records.job(id), await typesOf(records, id)];
        const ending = records.end(id, at(20), anEnding(to, { delivery: { ...anEnding(to).delivery!, id } }));
        if (TRANSITIONS[from].includes(to)) {
          expect(await ending, id).toBe(true);
          expect(await records.job(id), id).toMatchObject({ status: to, finished_at: at(20) });
          expect((await typesOf(records, id)).at(-1), id).toContain(`job.${to}`);
          expect(await records.deliveries(id), id).toHaveLength(1);
        } else {
          await expect(ending, id).rejects.toThrow(`from ${from} to ${to}`);
          expect([await records.job(id), await typesOf(records, id)], id).toEqual(before);
          expect(await records.deliveries(id), id).toEqual([]);
        }
      }
    }
  });

  it('ends a job once', async () => {
    const { records } = scene;
    await aJobIn(records);
    expect(await records.end('job_1', at(5), anEnding('failed', { error: ERROR }))).toBe(true);
    const ended = await records.job('job_1');
    for (const status of ENDS) expect(await records.end('job_1', at(6), anEnding(status))).toBe(false);
    expect(await records.job('job_1')).toEqual(ended);
    expect(ended).toMatchObject({ status: 'failed', error: ERROR, finished_at: at(5) });
    expect(await typesOf(records)).toEqual(['1 job.queued', '2 job.failed']);
    expect(await records.deliveries('job_1')).toHaveLength(1);
    expect(await records.end('job_9', at(6), anEnding('failed'))).toBe(false);
  });

  it('announces the end with it, or not at all', async () => {
    const { records } = scene;
    await aJobIn(records);
    await records.end('job_1', at(5), anEnding('expired'));
    const { id, url, secret, body } = anEnding('expired').delivery!;
    const announced = { id, url, secret, body, job_id: 'job_1', type: 'job.expired', status: 'pending' };
    expect(await records.deliveries('job_1')).toEqual([
      { ...announced, attempts: [], next_attempt_at: at(5), created_at: at(5) },
    ]);
    await aJobIn(records, { id: 'job_2' });
    await expect(records.end('job_2', at(6), anEnding('failed'))).rejects.toThrow();
    expect(await records.job('job_2')).toMatchObject({ status: 'queued', finished_at: null });
    expect(await typesOf(records, 'job_2')).toEqual(['1 job.queued']);
    expect(await records.queueNext('job_2')).toMatchObject({ ordinal: 0 });
    await records.end('job_2', at(6), anEnding('failed', { delivery: null }));
    expect(await records.deliveries('job_2')).toEqual([]);
  });

  it('leaves the rows and takes the chunks out of the way', async () => {
    const { records } = scene;
    const [first] = await aJobIn(records, { chunks: 3 });
    await workOff(records, first!);
    await lease(records, 'job_1-1');
    await records.end('job_1', at(20), anEnding('failed'));
    expect(await records.rows('job_1', null, 9)).toEqual([aRow(0)]);
    expect(await records.job('job_1')).toMatchObject({ done: 1 });
    expect(await records.running('job_1', at(20))).toBe(0);
    expect(await records.begin('job_1-1', at(21), at(22), 3)).toBe('gone');
    await records.release('job_1-1', 1, false);
    expect(await records.queueNext('job_1')).toBeNull();
  });

  it('stops a job for the first reason that is given', async () => {
    const { records } = scene;
    await aJobIn(records);
    await lease(records, 'job_1-0');
    const stopped = await records.stop('job_1', 'failed', at(12), ERROR);
    expect(stopped).toMatchObject({ status: 'running', stopping: 'failed', error: ERROR, finished_at: null });
    expect(await records.job('job_1')).toEqual(stopped);
    expect(await records.stop('job_1', 'canceled', at(13), null)).toEqual(stopped);
    expect(await typesOf(records)).toEqual(['1 job.queued', '2 job.started']);
    await records.end('job_1', at(14), anEnding('failed'));
    expect(await records.job('job_1')).toMatchObject({ status: 'failed', error: ERROR });
  });

  it('shows a job that is being canceled', async () => {
    const { records } = scene;
    await aJobIn(records);
    const stopped = await records.stop('job_1', 'canceled', at(12), null);
    expect(stopped).toMatchObject({ status: 'canceling', stopping: 'canceled', error: null });
    expect(await records.stop('job_1', 'canceled', at(13), null)).toEqual(stopped);
    expect(await records.stop('job_1', 'expired', at(13), ERROR)).toEqual(stopped);
    expect(await typesOf(records)).toEqual(['1 job.queued', '2 job.canceling']);
  });

  it('stops nothing that is unknown or has ended', async () => {
    const { records } = scene;
    expect(await records.stop('job_1', 'canceled', at(1), null)).toBeNull();
    await aJobIn(records);
    await records.end('job_1', at(5), anEnding('expired'));
    const ended = await records.job('job_1');
    expect(await records.stop('job_1', 'canceled', at(6), ERROR)).toEqual(ended);
    expect(await records.job('job_1')).toEqual(ended);
    expect(ended).toMatchObject({ stopping: null, error: null });
  });
}
