import { expect, it } from 'vitest';
import { PROVENANCE, aRow, at } from '../../support/records.ts';
import type { Scene } from '../records.ts';
import { aJobIn, anEnding, lease } from './story.ts';

export function rowLaws(scene: Scene): void {
  it('gives back rows bit for bit, in the order of their index', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 1, count: 4 });
    const rows = [
      aRow(10, { radius: 5e-324, seconds: Number.MAX_VALUE, evidence: { p: 0.1 + 0.2, big: 2 ** 53 - 1 } }),
      aRow(2, {
        verdict: 'abstained',
        prediction: null,
        radius: null,
        norm: null,
        label: null,
        correct: null,
      }),
      aRow(0, { verdict: 'undecided', radius: null, reason: 'NUL \0 and "quotes"', evidence: {} }),
      aRow(7, { radius: 1 / 3 }),
    ];
    await lease(records, 'job_1-0');
    expect(await records.record('job_1-0', 1, rows, PROVENANCE)).toBe(true);
    const sorted = [rows[2], rows[1], rows[3], rows[0]];
    expect(await records.rows('job_1', null, 100)).toEqual(sorted);
    expect(await records.rows('job_1', null, 2)).toEqual(sorted.slice(0, 2));
    expect(await records.rows('job_1', 0, 2)).toEqual(sorted.slice(1, 3));
    expect(await records.rows('job_1', 10, 9)).toEqual([]);
    expect(await records.rows('job_1', Number.MAX_SAFE_INTEGER, 9)).toEqual([]);
    expect(await records.rows('job_2', null, 9)).toEqual([]);
  });

  it('leaves a row as it stands', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 1, count: 3 });
    await lease(records, 'job_1-0');
    await records.record('job_1-0', 1, [aRow(0), aRow(1)], PROVENANCE);
    expect(await records.record('job_1-0', 1, [aRow(0), aRow(1)], PROVENANCE)).toBe(true);
    expect(await records.record('job_1-0', 1, [aRow(1, { radius: 9 }), aRow(2)], PROVENANCE)).toBe(true);
    expect(await records.rows('job_1', null, 9)).toEqual([aRow(0), aRow(1), aRow(2)]);
    expect(await records.job('job_1')).toMatchObject({ done: 3 });
    expect(await records.complete('job_1-0', 1)).toEqual({ done: true, jobDone: true });
  });

  it('keeps the rows of two jobs apart', async () => {
    const { records } = scene;
    for (const id of ['job_1', 'job_2']) {
      await aJobIn(records, { id, chunks: 1 });
      await lease(records, `${id}-0`);
      await records.record(`${id}-0`, 1, [aRow(0, { reason: id })], PROVENANCE);
    }
    expect(await records.rows('job_2', null, 9)).toEqual([aRow(0, { reason: 'job_2' })]);
  });

  it('takes the rows of a large chunk at once, and none', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 1, count: 3000 });
    await lease(records, 'job_1-0');
    expect(await records.record('job_1-0', 1, [], PROVENANCE)).toBe(true);
    const rows = Array.from({ length: 3000 }, (_, index) => aRow(index));
    expect(await records.record('job_1-0', 1, rows, PROVENANCE)).toBe(true);
    expect(await records.job('job_1')).toMatchObject({ done: 3000 });
    expect(await records.complete('job_1-0', 1)).toEqual({ done: true, jobDone: true });
    expect(await records.rows('job_1', 2998, 10)).toEqual([aRow(2999)]);
  });

  it('writes nothing for a chunk that is unknown, not begun, or of an ended job', async () => {
    const { records } = scene;
    await aJobIn(records);
    expect(await records.record('job_1-9', 1, [aRow(0)], PROVENANCE)).toBe(false);
    expect(await records.record('job_1-0', 1, [aRow(0)], PROVENANCE)).toBe(false);
    await lease(records, 'job_1-0');
    await records.end('job_1', at(20), anEnding('failed'));
    expect(await records.record('job_1-0', 1, [aRow(0)], PROVENANCE)).toBe(false);
    expect(await records.rows('job_1', null, 9)).toEqual([]);
  });

  it('keeps rows of a job that is stopping, for they are true', async () => {
    const { records } = scene;
    await aJobIn(records);
    await lease(records, 'job_1-0');
    await records.stop('job_1', 'canceled', at(11), null);
    expect(await records.record('job_1-0', 1, [aRow(0)], PROVENANCE)).toBe(true);
    expect(await records.job('job_1')).toMatchObject({ done: 1, status: 'canceling' });
  });

  it('keeps the first provenance and takes no rows under another', async () => {
    const { records } = scene;
    await aJobIn(records, { chunks: 2 });
    await lease(records, 'job_1-0');
    await lease(records, 'job_1-1');
    await records.record('job_1-0', 1, [aRow(0)], PROVENANCE);
    expect(await records.record('job_1-1', 1, [aRow(1)], { ...PROVENANCE, threads: 2 })).toBe('provenance');
    expect(await records.rows('job_1', null, 9)).toEqual([aRow(0)]);
    expect(await records.job('job_1')).toMatchObject({ done: 1, provenance: PROVENANCE });
    const reordered = Object.fromEntries(
      Object.entries(PROVENANCE).reverse(),
    ) as unknown as typeof PROVENANCE;
    expect(await records.record('job_1-1', 1, [aRow(1)], reordered)).toBe(true);
    expect((await records.job('job_1'))!.provenance).toEqual(PROVENANCE);
  });
}
