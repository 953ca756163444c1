import { expect, it } from 'vitest';
import { endsEarly, report } from '../../../src/certify/gate/answer.ts';
import type { Gate } from '../../../src/certify/gate/gate.ts';
import { addRows, emptyTally } from '../../../src/certify/gate/tally.ts';
import { aGate, aRow, at, PROVENANCE } from '../../support/records.ts';
import type { Scene } from '../records.ts';
import { aJobIn, anEnding, lease, leased, typesOf } from './story.ts';

export function gateLaws(scene: Scene): void {
  const gate: readonly Gate[] = [aGate({ planned: 4 })];
  const gated = (chunks: number, count: number) => aJobIn(scene.records, { chunks, count, job: { gate } });

  it('keeps the gates of a job, and a tally of its rows', async () => {
    const { records } = scene;
    await gated(2, 2);
    const before = await records.job('job_1');
    expect(before).toMatchObject({ gate });
    expect(before).not.toHaveProperty('tally');
    await lease(records, 'job_1-0');
    const rows = [aRow(0, { radius: 1 / 3 }), aRow(1, { correct: false })];
    await records.record('job_1-0', 1, rows, PROVENANCE);
    expect((await records.job('job_1'))!.tally).toEqual(addRows(gate, emptyTally(gate), rows));
  });

  it('counts every row once, whoever writes it and how often', async () => {
    const { records } = scene;
    await gated(1, 4);
    await lease(records, 'job_1-0');
    await records.record('job_1-0', 1, [aRow(0), aRow(0), aRow(1)], PROVENANCE);
    await records.record('job_1-0', 1, [aRow(1, { radius: 9 }), aRow(0)], PROVENANCE);
    const again = leased(await records.begin('job_1-0', at(50), at(80), 3));
    expect(await records.record('job_1-0', 1, [aRow(2)], PROVENANCE)).toBe(false);
    await records.record('job_1-0', again.attempt, [aRow(1), aRow(2)], PROVENANCE);
    const job = await records.job('job_1');
    expect(job).toMatchObject({ done: 3, tally: { rows: 3, gates: [{ good: 3 }] } });
  });

  it('gives the same tally when several write at once', async () => {
    const { records } = scene;
    const wide: readonly Gate[] = [
      aGate({ planned: 24 }),
      aGate({
        metric: 'average_certified_radius',
        planned: 24,
        allowance: 3,
        needs: null,
        largest_radius: 1,
      }),
    ];
    await aJobIn(records, { chunks: 8, count: 3, job: { gate: wide } });
    const all = Array.from({ length: 24 }, (_, index) => aRow(index, { radius: (index % 7) / 10 }));
    const writers = await Promise.all(Array.from({ length: 3 }, () => scene.open()));
    await Promise.all(
      Array.from({ length: 8 }, async (_, k) => {
        const writer = writers[k % writers.length]!;
        await lease(writer, `job_1-${k}`);
        for (const row of all.slice(3 * k, 3 * k + 3))
          await writer.record(`job_1-${k}`, 1, [row], PROVENANCE);
      }),
    );
    expect((await records.job('job_1'))!.tally).toEqual(addRows(wide, emptyTally(wide), all));
  });

  it('has no tally without gates', async () => {
    const { records } = scene;
    await aJobIn(records);
    await lease(records, 'job_1-0');
    await records.record('job_1-0', 1, [aRow(0)], PROVENANCE);
    const job = await records.job('job_1');
    expect(job).not.toHaveProperty('gate');
    expect(job).not.toHaveProperty('tally');
  });

  it('takes no row of a job that is decided, and lets it succeed with those that stand', async () => {
    const { records } = scene;
    await gated(2, 2);
    await lease(records, 'job_1-0');
    await lease(records, 'job_1-1');
    await records.record('job_1-0', 1, [aRow(0)], PROVENANCE);
    const stopped = await records.stop('job_1', 'decided', at(12), null);
    expect(stopped).toMatchObject({ status: 'running', stopping: 'decided', error: null, done: 1 });
    expect(await records.record('job_1-0', 1, [aRow(1)], PROVENANCE)).toBe(false);
    expect(await records.record('job_1-1', 1, [aRow(2)], PROVENANCE)).toBe(false);
    expect(await records.renew('job_1-0', 1, at(90))).toBe(false);
    expect(await records.begin('job_1-1', at(91), at(99), 3)).toBe('stopping');
    expect(await records.stop('job_1', 'canceled', at(13), null)).toEqual(stopped);
    expect(await records.job('job_1')).toEqual(stopped);
    expect(await records.end('job_1', at(20), anEnding('succeeded'))).toBe(true);
    expect(await records.job('job_1')).toMatchObject({
      status: 'succeeded',
      done: 1,
      total: 4,
      tally: { rows: 1 },
    });
    expect((await typesOf(records)).slice(-2)).toEqual(['3 job.decided', '4 job.succeeded']);
    expect(await records.rows('job_1', null, 9)).toEqual([aRow(0)]);
  });

  it('carries a tally that is decided by its last row', async () => {
    const { records } = scene;
    await gated(1, 4);
    await lease(records, 'job_1-0');
    const ends = async () => endsEarly(gate, (await records.job('job_1'))!.tally!);
    await records.record('job_1-0', 1, [aRow(0)], PROVENANCE);
    expect(await ends()).toBe(false);
    await records.record('job_1-0', 1, [aRow(3)], PROVENANCE);
    expect(await ends()).toBe(true);
    expect(report(gate, (await records.job('job_1'))!.tally!)).toMatchObject({
      answer: 'passed',
      examined: 2,
    });
  });
}
