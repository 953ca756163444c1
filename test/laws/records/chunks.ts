import { expect, it } from 'vitest';
import { at } from '../../support/records.ts';
import type { Scene } from '../records.ts';
import { aJobIn, anEnding, lease, workOff } from './story.ts';

export function chunkLaws(scene: Scene): void {
  it('queues the lowest pending chunk, one at a time', async () => {
    const { records } = scene;
    const plan = await aJobIn(records, { chunks: 12 });
    expect(await records.queueNext('job_1')).toMatchObject(plan[0]!);
    expect(await records.queueNext('job_1')).toBeNull();
    await lease(records, 'job_1-0');
    expect(await records.queueNext('job_1')).toMatchObject(plan[1]!);
    const { attempt } = await lease(records, 'job_1-1');
    await records.release('job_1-1', attempt, false);
    expect(await records.queueNext('job_1')).toMatchObject(plan[1]!);
    await workOff(records, plan[1]!);
    for (const chunk of plan.slice(2)) {
      expect(await records.queueNext('job_1')).toMatchObject(chunk);
      await workOff(records, chunk);
    }
    expect(await records.queueNext('job_1')).toBeNull();
  });

  it('queues nothing of a job that is stopping, ended or unknown', async () => {
    const { records } = scene;
    for (const [id, reason] of [
      ['job_1', 'canceled'],
      ['job_2', 'failed'],
      ['job_3', 'expired'],
    ] as const) {
      await aJobIn(records, { id });
      await records.stop(id, reason, at(2), null);
      expect(await records.queueNext(id)).toBeNull();
    }
    await aJobIn(records, { id: 'job_4' });
    await records.end('job_4', at(2), anEnding('failed'));
    expect(await records.queueNext('job_4')).toBeNull();
    expect(await records.queueNext('job_5')).toBeNull();
  });

  it('finds the chunks that the queue or a worker may have lost', async () => {
    const { records } = scene;
    const plan = await aJobIn(records, { chunks: 4 });
    expect(await records.lostChunks('job_1', at(99))).toEqual([]);
    await lease(records, 'job_1-2', 10, 40);
    await lease(records, 'job_1-1', 10, 50);
    await records.queueNext('job_1');
    expect(await records.lostChunks('job_1', at(39))).toMatchObject([plan[0]]);
    expect(await records.lostChunks('job_1', at(40))).toMatchObject([plan[0], plan[2]]);
    expect(await records.lostChunks('job_1', at(45))).toMatchObject([plan[0], plan[2]]);
    expect(await records.running('job_1', at(45))).toBe(1);
    expect(await lease(records, 'job_1-2', 46, 90)).toMatchObject({ attempt: 2 });
    expect(await records.lostChunks('job_1', at(51))).toMatchObject([plan[0], plan[1]]);
    expect(await records.lostChunks('job_9', at(51))).toEqual([]);
  });

  it('loses no chunk of a job that has ended', async () => {
    const { records } = scene;
    await aJobIn(records);
    await records.queueNext('job_1');
    await lease(records, 'job_1-1');
    await records.end('job_1', at(20), anEnding('failed'));
    expect(await records.lostChunks('job_1', at(99))).toEqual([]);
    expect(await records.running('job_1', at(20))).toBe(0);
  });

  it('counts the chunks that run under a lease', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 3 });
    expect(await records.running('job_1', at(0))).toBe(0);
    await lease(records, 'job_1-0', 10, 40);
    await lease(records, 'job_1-1', 10, 60);
    expect(await records.running('job_1', at(39))).toBe(2);
    expect(await records.running('job_1', at(40))).toBe(1);
    await records.release('job_1-1', 1, true);
    expect(await records.running('job_1', at(39))).toBe(1);
    expect(await records.running('job_9', at(39))).toBe(0);
  });
}
