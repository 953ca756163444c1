import { expect, it } from 'vitest';
import { PROVENANCE, aCarried, aRow, at } from '../../support/records.ts';
import type { Carried } from '../../../src/service/task.ts';
import type { Scene } from '../records.ts';
import { aJobIn, anEnding, lease, leased, typesOf, workOff } from './story.ts';

export function leaseLaws(scene: Scene): void {
  it('takes a chunk and starts its job once', async () => {
    const { records } = scene;
    const plan = await aJobIn(records);
    const first = leased(await records.begin('job_1-0', at(10), at(40), 3));
    const started = { ...(await records.job('job_1'))!, status: 'running', started_at: at(10) };
    expect(first).toEqual({ chunk: plan[0], job: started, attempt: 1, recorded: [], carried: [] });
    expect(await records.job('job_1')).toEqual(started);
    expect(await lease(records, 'job_1-1', 11)).toMatchObject({ attempt: 1, job: { started_at: at(10) } });
    expect(await typesOf(records)).toEqual(['1 job.queued', '2 job.started']);
  });

  it('says why a chunk cannot be begun, and changes nothing', async () => {
    const { records } = scene;
    const [first] = await aJobIn(records, { chunks: 3 });
    expect(await records.begin('job_1-9', at(1), at(2), 3)).toBe('gone');
    expect(await records.begin('', at(1), at(2), 3)).toBe('gone');
    await workOff(records, first!);
    expect(await records.begin('job_1-0', at(1), at(2), 3)).toBe('done');
    await records.stop('job_1', 'expired', at(20), null);
    expect(await records.begin('job_1-1', at(21), at(50), 3)).toBe('stopping');
    expect(await records.begin('job_1-0', at(21), at(50), 3)).toBe('done');
    expect(await records.running('job_1', at(21))).toBe(0);
    await records.end('job_1', at(22), anEnding('expired'));
    for (const id of ['job_1-0', 'job_1-1']) expect(await records.begin(id, at(1), at(2), 3)).toBe('gone');
  });

  it('does not start a job that was stopped before it began', async () => {
    const { records } = scene;
    await aJobIn(records);
    await records.stop('job_1', 'failed', at(2), null);
    expect(await records.begin('job_1-0', at(10), at(40), 3)).toBe('stopping');
    expect(await records.job('job_1')).toMatchObject({ status: 'queued', started_at: null });
  });

  it('calls a chunk poison after so many attempts without an answer', async () => {
    const { records } = scene;
    await aJobIn(records);
    for (const attempt of [1, 2, 3]) expect(await lease(records, 'job_1-0')).toMatchObject({ attempt });
    expect(await records.begin('job_1-0', at(50), at(90), 3)).toBe('poison');
    expect(await records.renew('job_1-0', 3, at(95))).toBe(true);
    expect(leased(await records.begin('job_1-0', at(50), at(90), 4)).attempt).toBe(4);
  });

  it('counts anew towards poison when the chunk comes further', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 1, count: 8 });
    const loseAfter = async (attempt: number, row: number) => {
      expect(await lease(records, 'job_1-0')).toMatchObject({ attempt });
      expect(await records.record('job_1-0', attempt, [aRow(row)], PROVENANCE)).toBe(true);
      expect(await records.lostChunks('job_1', at(41))).toHaveLength(1);
    };
    for (let row = 0; row < 7; row++) await loseAfter(row + 1, row);
    // A row that stands already is no progress.
    for (const attempt of [8, 9]) await loseAfter(attempt, 0);
    expect(await records.begin('job_1-0', at(50), at(90), 3)).toBe('poison');
  });

  it('does not count a refunded attempt, and never gives its number again', async () => {
    const { records } = scene;
    await aJobIn(records);
    for (const attempt of [1, 2, 3, 4, 5]) {
      expect(await lease(records, 'job_1-0')).toMatchObject({ attempt });
      await records.release('job_1-0', attempt, true);
    }
    for (const attempt of [6, 7, 8]) {
      expect(await lease(records, 'job_1-0')).toMatchObject({ attempt });
      await records.release('job_1-0', attempt, false);
    }
    expect(await records.begin('job_1-0', at(50), at(90), 3)).toBe('poison');
  });

  it('renews the newest lease only', async () => {
    const { records } = scene;
    await aJobIn(records);
    await lease(records, 'job_1-0', 10, 40);
    expect(await records.renew('job_1-0', 1, at(60))).toBe(true);
    expect(await records.running('job_1', at(59))).toBe(1);
    await lease(records, 'job_1-0', 61, 70);
    expect(await records.renew('job_1-0', 1, at(99))).toBe(false);
    expect(await records.renew('job_1-0', 3, at(99))).toBe(false);
    expect(await records.running('job_1', at(71))).toBe(0);
    expect(await records.renew('job_1-0', 2, at(99))).toBe(true);
    await records.stop('job_1', 'canceled', at(62), null);
    expect(await records.renew('job_1-0', 2, at(99))).toBe(false);
    expect(await records.renew('job_1-7', 1, at(99))).toBe(false);
  });

  it('renews no lease of a chunk that was given up, given back, or whose job ended', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 3 });
    await lease(records, 'job_1-0', 10, 40);
    await records.lostChunks('job_1', at(41));
    expect(await records.renew('job_1-0', 1, at(99))).toBe(false);
    await lease(records, 'job_1-1', 42, 90);
    await records.release('job_1-1', 1, false);
    expect(await records.renew('job_1-1', 1, at(99))).toBe(false);
    await lease(records, 'job_1-2', 42, 90);
    await records.end('job_1', at(43), anEnding('failed'));
    expect(await records.renew('job_1-2', 1, at(99))).toBe(false);
  });

  it('shuts out an attempt when a newer one began', async () => {
    const { records } = scene;
    await aJobIn(records);
    await lease(records, 'job_1-0');
    await lease(records, 'job_1-0');
    expect(await records.record('job_1-0', 1, [aRow(0)], PROVENANCE)).toBe(false);
    expect(await records.rows('job_1', null, 9)).toEqual([]);
    expect(await records.job('job_1')).toMatchObject({ done: 0, provenance: null });
    await records.release('job_1-0', 1, true);
    expect(await records.running('job_1', at(20))).toBe(1);
    expect(await records.record('job_1-0', 2, [aRow(0)], PROVENANCE)).toBe(true);
    expect(await records.complete('job_1-0', 1)).toEqual({ done: false, jobDone: false });
    expect(await records.complete('job_1-0', 2)).toEqual({ done: true, jobDone: false });
    await records.release('job_1-0', 2, false);
    expect(await records.begin('job_1-0', at(30), at(60), 3)).toBe('done');
  });

  it('begins a turn once', async () => {
    const { records } = scene;
    await aJobIn(records);
    const first = await records.queueNext('job_1');
    expect(first).toMatchObject({ id: 'job_1-0', turn: 0 });
    expect(await records.begin('job_1-0', at(10), at(40), 3, 0)).toMatchObject({ attempt: 1 });
    expect(await records.begin('job_1-0', at(11), at(41), 3, 0)).toBe('gone');
    expect(await records.renew('job_1-0', 1, at(42))).toBe(true);
    expect(await records.lostChunks('job_1', at(50))).toMatchObject([{ id: 'job_1-0', turn: 1 }]);
    expect(await records.begin('job_1-0', at(51), at(90), 3, 0)).toBe('gone');
    expect(await records.begin('job_1-0', at(51), at(90), 3, 1)).toMatchObject({ attempt: 2 });
  });

  it('keeps what was laid aside for the next holder, and holds no attempt against it', async () => {
    const { records } = scene;
    await aJobIn(records);
    const carried = [aCarried(0, { seconds: 1.5 }), aCarried(3, { interim: null })];
    for (let turn = 0; turn < 5; turn++) {
      expect(await records.queueNext('job_1')).toMatchObject({ id: 'job_1-0', turn });
      const begun = await records.begin('job_1-0', at(10), at(40), 3, turn);
      expect(begun).toMatchObject({ attempt: turn + 1, carried: turn === 0 ? [] : carried });
      await records.pause('job_1-0', turn, [aCarried(1)]); // an old attempt has no say
      await records.pause('job_1-0', turn + 1, carried);
      expect(await records.running('job_1', at(20))).toBe(0);
    }
    await records.begin('job_1-0', at(50), at(90), 3);
    await records.pause('job_1-0', 6, []);
    expect(await records.begin('job_1-0', at(50), at(90), 3)).toMatchObject({ carried: [] });
  });

  it('reads what an older release laid aside: one sample, of which nothing is proved yet', async () => {
    const { records } = scene;
    await aJobIn(records);
    await lease(records, 'job_1-0');
    const older = { index: 0, carry: { drawn: 3 }, seconds: 1.5 };
    await records.pause('job_1-0', 1, older as unknown as readonly Carried[]);
    const carried = [{ ...older, round: 0, interim: null }];
    expect(await lease(records, 'job_1-0')).toMatchObject({ carried });
    expect(await records.carried('job_1')).toEqual(carried);
  });

  it('shows what all chunks of a job carry, also while they are worked on, until they are done', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 3, count: 2 });
    const pause = async (chunk: number, indices: readonly number[]) => {
      const { attempt } = await lease(records, `job_1-${chunk}`);
      await records.pause(
        `job_1-${chunk}`,
        attempt,
        indices.map((index) => aCarried(index)),
      );
    };
    expect(await records.carried('job_1')).toEqual([]);
    await pause(1, [2, 3]);
    await pause(0, [1]);
    expect(await records.carried('job_1')).toEqual([1, 2, 3].map((index) => aCarried(index)));
    expect(await records.carried('job_2')).toEqual([]);
    const { attempt } = await lease(records, 'job_1-1');
    await records.record('job_1-1', attempt, [aRow(2), aRow(3)], PROVENANCE);
    expect(await records.carried('job_1')).toHaveLength(3);
    await records.complete('job_1-1', attempt);
    expect(await records.carried('job_1')).toEqual([aCarried(1)]);
    await records.release('job_1-0', (await lease(records, 'job_1-0')).attempt, false);
    expect(await records.carried('job_1')).toEqual([aCarried(1)]);
    await records.end('job_1', at(60), anEnding('failed'));
    expect(await records.carried('job_1')).toEqual([]);
  });

  it('completes a chunk when all its rows stand, and says so again', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 2, count: 2 });
    const { attempt } = await lease(records, 'job_1-0');
    for (const again of [aRow(0), aRow(0)]) {
      await records.record('job_1-0', attempt, [again], PROVENANCE);
      expect(await records.complete('job_1-0', attempt)).toEqual({ done: false, jobDone: false });
    }
    await records.record('job_1-0', attempt, [aRow(0), aRow(1)], PROVENANCE);
    expect(await records.complete('job_1-0', attempt)).toEqual({ done: true, jobDone: false });
    const second = await lease(records, 'job_1-1');
    await records.record('job_1-1', second.attempt, [aRow(2), aRow(3)], PROVENANCE);
    expect(await records.complete('job_1-1', second.attempt)).toEqual({ done: true, jobDone: true });
    expect(await records.complete('job_1-1', second.attempt)).toEqual({ done: true, jobDone: true });
    expect(await records.complete('job_1-9', 1)).toEqual({ done: false, jobDone: false });
    await records.end('job_1', at(20), anEnding('succeeded'));
    expect(await records.complete('job_1-1', second.attempt)).toEqual({ done: false, jobDone: false });
  });

  it('tells the next attempt which rows stand', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 2, count: 3 });
    const first = await lease(records, 'job_1-0');
    await records.record('job_1-0', first.attempt, [aRow(2), aRow(0)], PROVENANCE);
    const other = await lease(records, 'job_1-1');
    await records.record('job_1-1', other.attempt, [aRow(4)], PROVENANCE);
    expect(await lease(records, 'job_1-0')).toMatchObject({ recorded: [0, 2], job: { done: 3 } });
    await records.record('job_1-0', 2, [aRow(1)], PROVENANCE);
    expect(await records.complete('job_1-0', 2)).toEqual({ done: true, jobDone: false });
  });

  it('lets a worker that came late finish what nobody else has begun', async () => {
    const { records } = scene;
    await aJobIn(records);
    await lease(records, 'job_1-0', 10, 40);
    expect(await records.lostChunks('job_1', at(41))).toHaveLength(1);
    expect(await records.record('job_1-0', 1, [aRow(0)], PROVENANCE)).toBe(true);
    expect(await records.complete('job_1-0', 1)).toEqual({ done: true, jobDone: false });
    expect(await records.begin('job_1-0', at(42), at(80), 3)).toBe('done');
    expect(await records.lostChunks('job_1', at(99))).toEqual([]);
  });
}
