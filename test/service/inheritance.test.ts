import { afterEach, describe, expect, it } from 'vitest';
import type { Row } from '../../src/service/job.ts';
import { inherit } from '../../src/service/inheritance.ts';
import { planChunks } from '../../src/service/plan.ts';
import { dispatch } from '../../src/service/dispatch.ts';
import type { ChunkTask } from '../../src/service/task.ts';
import { aJob, aRow, at, PROVENANCE } from '../support/records.ts';
import { obedient, openBench } from '../support/workplace.ts';
import type { Bench, FakeRun } from '../support/workplace.ts';

const upTo = (max_n: number) => ({
  name: 'smoothing',
  task: 'certify',
  sigma: 0.25,
  max_n,
  target: { width: 0.05 },
  alpha: 0.001,
  grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
});

/** A row of a run to 1000 draws, whose radius is not known well enough yet. */
const open = (index: number): Row =>
  aRow(index, {
    radius: 0.3,
    seconds: 1.25,
    evidence: {
      candidate: 1,
      count: 958,
      votes: [42, 958],
      n: 1000,
      bounds: [0.9, 0.98],
      noise_allowance: 0,
      off_grid: 0,
    },
  });
/** One whose bounds are as narrow as was asked for. */
const decided = (index: number): Row => {
  const row = open(index);
  return { ...row, evidence: { ...row.evidence, bounds: [0.95, 0.955] } };
};

describe('what a job takes over from the one it extends', () => {
  it('is every row that more draws would not change, and the evidence of the others', () => {
    const { rows, carried } = inherit(upTo(1000), upTo(5000), [open(0), decided(1), open(2)]);
    expect(rows).toEqual([decided(1)]);
    expect(carried).toEqual(
      [0, 2].map((index) => ({
        index,
        carry: { votes: [42, 958], n: 1000, candidate: 1, bounds: [0.9, 0.98] },
        round: 1, // past 256, not at 1024
        interim: open(index),
        seconds: 1.25,
      })),
    );
  });

  it('is everything where the larger cap allows no further look', () => {
    expect(inherit(upTo(1000), upTo(1001), [open(0)])).toEqual({ rows: [open(0)], carried: [] });
  });
});

let bench: Bench;

/** A job of four samples that has succeeded, and one that extends it, in chunks of two. */
async function extended(run: FakeRun, provenance = PROVENANCE): Promise<void> {
  bench = await openBench(run);
  const { records } = bench;
  const job = { total: 4, samples: { offset: 10, limit: 4, stride: 5 }, method: upTo(1000) };
  await records.addJob(aJob('job_1', job), planChunks('job_1', [4]));
  const lease = await records.begin('job_1-0', at(0), at(60), 3);
  if (typeof lease === 'string') throw new Error(lease);
  const rows = [decided(10), open(15), decided(20), decided(25)];
  await records.record('job_1-0', lease.attempt, rows, provenance);
  await records.end('job_1', at(1), { status: 'succeeded', error: null, event: {}, delivery: null });
  const extension = { ...job, extends: 'job_1', method: upTo(5000) };
  await records.addJob(aJob('job_2', extension), planChunks('job_2', [2, 2]));
  await dispatch(bench.lifecycle, 'job_2');
  await bench.work(1);
}

describe('work on a job that extends another', () => {
  afterEach(() => bench.close());

  it('goes on with the evidence there is, and runs nothing that is decided', async () => {
    const tasks: ChunkTask[] = [];
    await extended(async (task, options) => {
      tasks.push(task);
      return obedient(task, options);
    });
    expect(await bench.ended('job_2')).toMatchObject({
      status: 'succeeded',
      done: 4,
      provenance: PROVENANCE,
    });
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toMatchObject({
      indices: [15],
      places: [1],
      probe: false,
      carried: [{ index: 15, carry: { n: 1000 }, interim: { radius: 0.3 } }],
    });
    const rows = await bench.records.rows('job_2', null, 9);
    expect(rows).toEqual([decided(10), aRow(15), decided(20), decided(25)]);
  });

  it('goes on from what the job itself has carried when it was laid aside', async () => {
    const seen: unknown[] = [];
    await extended(async (task, options) => {
      seen.push(task.carried.map(({ carry }) => carry['n']));
      if (seen.length > 1) return obedient(task, options);
      const [one] = task.carried;
      return { finished: false, carried: [{ ...one!, carry: { ...one!.carry, n: 1504 } }] };
    });
    expect((await bench.ended('job_2')).status).toBe('succeeded');
    expect(seen).toEqual([[1000], [1504]]);
  });

  it('fails where another build made the evidence', async () => {
    await extended(obedient, { ...PROVENANCE, version: '0.0.1' });
    const job = await bench.ended('job_2');
    expect(job).toMatchObject({ status: 'failed', error: { code: 'provenance_mixed' } });
    expect(job.error?.message).toContain('extended');
  });
});
