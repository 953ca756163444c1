import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/service/job.ts';
import type { Records } from '../../src/service/ports.ts';
import { allResults, resultsOf } from '../../src/service/results.ts';
import { summaryOf } from '../../src/service/summary.ts';
import { aJobIn, anEnding, lease } from '../laws/records/story.ts';
import { aCarried, aRow, at, memoryRecords, PROVENANCE } from '../support/records.ts';
import { METHOD } from '../support/workplace.ts';

let records: Records;
beforeEach(async () => (records = await memoryRecords()));
afterEach(() => records.close());

const job = async (id = 'job_1') => (await records.job(id)) as Job;
const seen = async (id = 'job_1', after: number | null = null, limit = 100) =>
  (await resultsOf(records, await job(id), after, limit)).map(({ index, radius, final }) => [
    index,
    radius,
    final,
  ]);

/** Six samples in two chunks: 0 and 2 stand, 1 and 4 are under way. */
async function halfDone(id = 'job_1') {
  await aJobIn(records, { id, chunks: 2, count: 3 });
  const first = await lease(records, `${id}-0`);
  await records.record(
    `${id}-0`,
    first.attempt,
    [aRow(0, { radius: 1 }), aRow(2, { radius: 3 })],
    PROVENANCE,
  );
  await records.pause(`${id}-0`, first.attempt, [aCarried(1)]);
  const second = await lease(records, `${id}-1`);
  await records.pause(`${id}-1`, second.attempt, [aCarried(3, { interim: null }), aCarried(4)]);
}

describe('results of a running job', () => {
  it('are the rows that stand and those under way, told apart', async () => {
    await halfDone();
    expect(await seen()).toEqual([
      [0, 1, true],
      [1, 0.25, false],
      [2, 3, true],
      [4, 0.25, false],
    ]);
    expect(await allResults(records, await job())).toHaveLength(4);
  });

  it('come in pages that miss nothing and repeat nothing', async () => {
    await halfDone();
    for (const limit of [1, 2, 3, 4, 5]) {
      const indices: number[] = [];
      for (;;) {
        const page = await resultsOf(records, await job(), indices.at(-1) ?? null, limit);
        indices.push(...page.map(({ index }) => index));
        if (page.length < limit) break;
      }
      expect(indices).toEqual([0, 1, 2, 4]);
    }
  });

  it('give way to the row that stands, and end with the job', async () => {
    await halfDone();
    const { attempt } = await lease(records, 'job_1-0');
    await records.record('job_1-0', attempt, [aRow(1, { radius: 9 })], PROVENANCE);
    expect((await seen())[1]).toEqual([1, 9, true]);
    await records.end('job_1', at(9), anEnding('failed', { delivery: null }));
    expect((await seen()).every(([, , final]) => final)).toBe(true);
  });

  it('are at first those of the job that is extended', async () => {
    await aJobIn(records, { id: 'job_0', chunks: 1, count: 6 });
    const before = await lease(records, 'job_0-0');
    const rows = [0, 1, 2, 3, 4, 5].map((index) => aRow(index, { radius: 0.125 }));
    await records.record('job_0-0', before.attempt, rows, PROVENANCE);
    await aJobIn(records, { id: 'job_1', chunks: 2, count: 3, job: { extends: 'job_0' } });
    expect(await seen()).toEqual(rows.map(({ index }) => [index, 0.125, false]));
    const { attempt } = await lease(records, 'job_1-0');
    await records.record('job_1-0', attempt, [aRow(2, { radius: 3 })], PROVENANCE);
    await records.pause('job_1-0', attempt, [aCarried(0)]);
    expect(await seen('job_1', null, 4)).toEqual([
      [0, 0.25, false],
      [1, 0.125, false],
      [2, 3, true],
      [3, 0.125, false],
    ]);
    expect(await seen('job_1', 3, 9)).toHaveLength(2);
    await records.end('job_1', at(9), anEnding('failed', { delivery: null }));
    expect(await seen()).toEqual([[2, 3, true]]);
  });

  it('count in the summary, which says how many they are', async () => {
    await halfDone();
    const asked = { radii: [0.25, 2] };
    expect(await summaryOf(records, { ...(await job()), method: METHOD }, asked)).toMatchObject({
      samples: 4,
      running: 2,
      certified: 4,
      certified_accuracy: [
        { radius: 0.25, value: 1, certified: 4 },
        { radius: 2, value: 0.25, certified: 1 },
      ],
      draws: null,
    });
  });

  it('leave what is said of all samples to those that were planned', async () => {
    await halfDone();
    const [asked, method] = [
      { radii: [0.25], delta: 0.4 },
      { ...METHOD, alpha: 0.1 },
    ];
    const summary = await summaryOf(records, { ...(await job()), method }, asked);
    // P(Bin(6, 0.1) ≥ 1) = 0.47 and P(≥ 2) = 0.11: one of the six. Of four alone it would be none.
    expect(summary.statement).toMatchObject({ confidence: 0.6, of: 6, false_certificates_at_most: 1 });
    expect(summary.certified_accuracy[0]!.proved).toBe(0.5);
  });

  it('are counted with their draws over more than a page', async () => {
    const rows = Array.from({ length: 12_001 }, (_, index) => aRow(index, { evidence: { n: 3 } }));
    const pages: (number | null)[] = [];
    const reading = {
      carried: async () => [],
      async rows(_: string, after: number | null, limit: number) {
        pages.push(after);
        return rows.slice((after ?? -1) + 1).slice(0, limit);
      },
    };
    await aJobIn(records, { id: 'job_1', chunks: 1, count: 3 });
    const { n: _, n0: __, ...anytime } = { ...METHOD, max_n: 1000 };
    const long = {
      ...(await job()),
      method: anytime,
      total: 12_001,
      provenance: { ...PROVENANCE, batch: 4 },
    };
    const summary = await summaryOf(reading, long);
    expect(summary).toMatchObject({ samples: 12_001, draws: { counted: 36_003, computed: 48_004 } });
    expect(pages).toEqual([null, 4999, 9999]);
  });
});
