import { expect, it } from 'vitest';
import { at } from '../../support/records.ts';
import type { Scene } from '../records.ts';
import { aJobIn, anEnding, lease, typesOf } from './story.ts';

export function eventLaws(scene: Scene): void {
  it('numbers events from 1 without gaps, each job its own', async () => {
    const { records } = scene;
    for (const id of ['job_1', 'job_2']) await aJobIn(records, { id });
    await lease(records, 'job_1-0', 10);
    await records.progress('job_1', at(20), at(15), { done: 1 });
    await records.stop('job_1', 'canceled', at(30), null);
    await records.end('job_1', at(31), anEnding('canceled'));
    expect(await records.events('job_1', 0, 100)).toEqual(
      [
        { type: 'job.queued', at: at(0), data: {} },
        { type: 'job.started', at: at(10), data: {} },
        { type: 'job.progress', at: at(20), data: { done: 1 } },
        { type: 'job.canceling', at: at(30), data: {} },
        { type: 'job.canceled', at: at(31), data: { said: 'canceled' } },
      ].map((event, place) => ({ job_id: 'job_1', seq: place + 1, ...event })),
    );
    expect(await typesOf(records, 'job_2')).toEqual(['1 job.queued']);
  });

  it('reads events after a number, as many as asked', async () => {
    const { records } = scene;
    await aJobIn(records);
    for (let k = 1; k < 6; k++) await records.progress('job_1', at(k), at(k - 1), { k });
    const seqs = async (after: number, limit: number) =>
      (await records.events('job_1', after, limit)).map(({ seq }) => seq);
    expect(await seqs(0, 3)).toEqual([1, 2, 3]);
    expect(await seqs(4, 3)).toEqual([5, 6]);
    expect(await seqs(6, 3)).toEqual([]);
    expect(await seqs(Number.MAX_SAFE_INTEGER, 3)).toEqual([]);
    expect(await records.events('job_9', 0, 3)).toEqual([]);
  });

  it('reports progress only when the newest event is old enough', async () => {
    const { records } = scene;
    await aJobIn(records);
    await lease(records, 'job_1-0', 10);
    expect(await records.progress('job_1', at(11), at(9), {})).toBe(false);
    expect(await records.progress('job_1', at(12), at(10), {})).toBe(true);
    expect(await records.progress('job_1', at(13), at(11), {})).toBe(false);
    expect(await typesOf(records)).toEqual(['1 job.queued', '2 job.started', '3 job.progress']);
    expect(await records.progress('job_9', at(13), at(11), {})).toBe(false);
  });

  it('reports no progress after the end', async () => {
    const { records } = scene;
    await aJobIn(records);
    await records.end('job_1', at(5), anEnding('failed'));
    expect(await records.progress('job_1', at(99), at(98), {})).toBe(false);
    expect(await typesOf(records)).toEqual(['1 job.queued', '2 job.failed']);
  });
}
