import { afterEach, describe, expect, it } from 'vitest';
import { reconcile, stop } from '../../src/service/settle.ts';
import { follow } from '../../src/service/watch.ts';
import { RunnerFailure } from '../../src/service/task.ts';
import type { Carried, ChunkTask } from '../../src/service/task.ts';
import { ticketOf } from '../../src/service/plan.ts';
import { aCarried, aModel, aRow, PROVENANCE } from '../support/records.ts';
import { obedient, openBench } from '../support/workplace.ts';
import type { Bench, FakeRun } from '../support/workplace.ts';

let bench: Bench;
const open = async (...args: Parameters<typeof openBench>) => (bench = await openBench(...args));
afterEach(() => bench.close());

const indicesOf = async (id: string) => (await bench.records.rows(id, null, 100)).map(({ index }) => index);
const eventsOf = async (id: string) => (await bench.records.events(id, 0, 100)).map(({ type }) => type);

/** Runs until it is stopped, like a runner that has far to go. `dying` is called when it is told to die. */
const endlessly =
  (dying: () => void = () => undefined): FakeRun =>
  (_, { signal }) =>
    new Promise((_resolve, reject) => {
      const die = () => {
        dying();
        reject(new RunnerFailure('aborted', 'stopped'));
      };
      if (signal!.aborted) die();
      signal!.addEventListener('abort', () => setImmediate(die));
    });

const untilRunning = async (id: string) => {
  for await (const event of follow(bench.lifecycle, id, 0, new AbortController().signal)) {
    if (event.type === 'job.started') return;
  }
};

describe('work on a job', () => {
  it('brings every sample to its row and the job to its end', async () => {
    await open(obedient);
    await bench.work(2);
    await bench.add('job_1', 7, {}, 3);
    expect(await bench.ended('job_1')).toMatchObject({
      status: 'succeeded',
      done: 7,
      provenance: PROVENANCE,
    });
    expect(await indicesOf('job_1')).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const events = await eventsOf('job_1');
    expect([events[0], events[1], events.at(-1)]).toEqual(['job.queued', 'job.started', 'job.succeeded']);
    expect(await bench.records.running('job_1', '2000')).toBe(0);
  });

  it('takes jobs in turns, one chunk each', async () => {
    const order: string[] = [];
    await open(async (task, options) => {
      order.push(task.seed.slice(0, 1));
      return obedient(task, options);
    });
    await bench.add('job_1', 4, { seed: 'a'.repeat(64) });
    await bench.add('job_2', 3, { seed: 'b'.repeat(64) });
    await bench.add('job_3', 1, { seed: 'c'.repeat(64) });
    await bench.work(1);
    await Promise.all(['job_1', 'job_2', 'job_3'].map((id) => bench.ended(id)));
    expect(order.join('')).toBe('abcababa');
  });

  it('tries a chunk again when its runner died, and does not run what is recorded', async () => {
    const asked: (readonly number[])[] = [];
    await open(async (task, options) => {
      asked.push(task.indices);
      if (asked.length > 1) return obedient(task, options);
      await obedient({ ...task, indices: task.indices.slice(0, 1) }, options);
      await new Promise((resolve) => bench.place.signals.subscribe('job', resolve));
      throw new RunnerFailure('runner_died', 'killed');
    });
    await bench.work(1);
    await bench.add('job_1', 3, {}, 3);
    expect((await bench.ended('job_1')).status).toBe('succeeded');
    expect(asked).toEqual([
      [0, 1, 2],
      [1, 2],
    ]);
  });

  it('tells the runner the places of the samples, and to probe before the first row only', async () => {
    const seen: [readonly number[], readonly number[], boolean][] = [];
    await open(async (task, options) => {
      seen.push([task.indices, task.places, task.probe]);
      if (seen.length > 1) return obedient(task, options);
      await obedient({ ...task, indices: task.indices.slice(0, 1) }, options);
      return { finished: false, carried: [] };
    });
    await bench.work(1);
    await bench.add('job_1', 5, { samples: { offset: 10, limit: 5, stride: 3 } }, 3);
    expect((await bench.ended('job_1')).status).toBe('succeeded');
    expect(seen.sort((a, b) => Number(b[2]) - Number(a[2]) || a[1][0]! - b[1][0]!)).toEqual([
      [[10, 13, 16], [0, 1, 2], true],
      [[13, 16], [1, 2], false],
      [[19, 22], [3, 4], false],
    ]);
  });

  it('hands the runner the denoiser that the job names', async () => {
    const seen: ChunkTask['denoiser'][] = [];
    await open(async (task, options) => {
      seen.push(task.denoiser);
      return obedient(task, options);
    });
    const denoiser = aModel('mdl_d');
    await bench.records.addModel(denoiser);
    await bench.work(1);
    await bench.add('job_1', 1);
    await bench.add('job_2', 1, { denoiser_id: 'mdl_d', denoiser_digest: denoiser.digest });
    for (const id of ['job_1', 'job_2']) expect((await bench.ended(id)).status).toBe('succeeded');
    const { digest, facts } = denoiser;
    expect(seen).toEqual([null, { path: `/blobs/${digest}`, digest, facts }]);
    const announced = async (id: string) => (await bench.records.deliveries(id))[0]!.body;
    expect(JSON.parse(await announced('job_1'))).toMatchObject({ data: { model: 'mdl_1', denoiser: null } });
    expect(JSON.parse(await announced('job_2'))).toMatchObject({ data: { denoiser: 'mdl_d' } });
  });

  it('fails the job of a chunk that fails three times, with the last reason', async () => {
    let attempts = 0;
    await open(async () => {
      throw new RunnerFailure('runner_died', `death ${++attempts}`);
    });
    await bench.work(2);
    await bench.add('job_1', 5);
    const job = await bench.ended('job_1');
    expect(job).toMatchObject({ status: 'failed', error: { code: 'chunk_poison' } });
    expect(job.error?.message).toMatch(/3 attempts: death \d/);
  });

  it('fails no job for trouble of the worker, and rests between tries', async () => {
    const troubles = [
      new Error('ENOENT: no temporary directory'),
      new RunnerFailure('runner_unstarted', 'no memory'),
      new Error('there is no blob'),
      new Error('the database is away'),
      new Error('still away'),
    ];
    await open(async (task, options) => {
      const trouble = troubles.shift();
      if (trouble) throw trouble;
      return obedient(task, options);
    });
    await bench.work(1);
    await bench.add('job_1', 1);
    expect((await bench.ended('job_1')).status).toBe('succeeded');
    expect(troubles).toEqual([]);
  });

  it('lays a chunk aside after a slice and goes on from there', async () => {
    const carried: (readonly Carried[])[] = [];
    await open(async (task, options) => {
      carried.push(task.carried);
      const drawn = (task.carried[0]?.carry['drawn'] as number | undefined) ?? 0;
      if (drawn === 5) return obedient(task, options);
      return { finished: false, carried: [aCarried(0, { carry: { drawn: drawn + 1 } })] };
    });
    await bench.work(1);
    await bench.add('job_1', 1);
    expect((await bench.ended('job_1')).status).toBe('succeeded');
    expect(carried.map(([one]) => one?.carry['drawn'] ?? null)).toEqual([null, 1, 2, 3, 4, 5]);
  });

  it('lets a short job by while a long one is laid aside again and again', async () => {
    const order: string[] = [];
    await open(async (task, options) => {
      order.push(task.seed.slice(0, 1));
      if (task.seed.startsWith('b') || order.length > 8) return obedient(task, options);
      return { finished: false, carried: [] };
    });
    await bench.add('job_1', 1, { seed: 'a'.repeat(64) });
    await bench.add('job_2', 1, { seed: 'b'.repeat(64) });
    await bench.work(1);
    await bench.ended('job_1');
    expect(order.indexOf('b')).toBe(1);
  });

  it('ends a canceled job when its runners are dead, not before', async () => {
    let dead = false;
    await open(endlessly(() => (dead = true)));
    await bench.work(1);
    await bench.add('job_1', 2);
    await untilRunning('job_1');
    await stop(bench.lifecycle, 'job_1', 'canceled', null);
    expect((await bench.records.job('job_1'))?.status).toBe(dead ? 'canceled' : 'canceling');
    expect((await bench.ended('job_1')).status).toBe('canceled');
    expect(dead).toBe(true);
    expect(await eventsOf('job_1')).toEqual(['job.queued', 'job.started', 'job.canceling', 'job.canceled']);
  });

  it('cancels at once what nobody works on', async () => {
    await open(obedient);
    await bench.add('job_1', 2);
    expect(await stop(bench.lifecycle, 'job_1', 'canceled', null)).toMatchObject({ status: 'canceled' });
  });

  it('expires at the deadline, on a worker or by the reconciler', async () => {
    await open(endlessly());
    await bench.work(1);
    await bench.add('job_1', 2, { deadline: new Date(Date.now() + 200).toISOString() });
    expect(await bench.ended('job_1')).toMatchObject({
      status: 'expired',
      error: { code: 'deadline_passed' },
    });
    await bench.add('job_2', 2, { deadline: new Date(Date.now() - 1).toISOString() });
    await reconcile(bench.lifecycle);
    expect((await bench.ended('job_2')).status).toBe('expired');
  });

  it('fails a job whose rows would come from two builds of the engine', async () => {
    await open(async (task, { report }) => {
      const { product: _, ...engine } = PROVENANCE;
      report?.({ provenance: { ...engine, version: `1.${task.indices[0]}` } });
      report?.({ row: aRow(task.indices[0]!) });
      return { finished: true, carried: [] };
    });
    await bench.work(1);
    await bench.add('job_1', 2);
    expect(await bench.ended('job_1')).toMatchObject({
      status: 'failed',
      error: { code: 'provenance_mixed' },
    });
  });

  it('gives its chunks back when it leaves, and another worker ends the job', async () => {
    let first = true;
    await open((task, options) => {
      if (!first) return obedient(task, options);
      first = false;
      return endlessly()(task, options);
    });
    const leaver = await bench.work(1);
    await bench.add('job_1', 2);
    await untilRunning('job_1');
    await leaver.leave();
    await bench.work(1);
    await reconcile(bench.lifecycle);
    expect(await bench.ended('job_1')).toMatchObject({ status: 'succeeded', done: 2 });
  });
});

describe('a queue that loses or repeats tickets', () => {
  it('is made to agree with the records', async () => {
    await open(obedient);
    const queue = bench.lifecycle.queue as { add: (ticket: string) => Promise<void> };
    const add = queue.add.bind(queue);
    queue.add = async () => undefined;
    await bench.add('job_1', 3);
    queue.add = add;
    await bench.work(1);
    await reconcile(bench.lifecycle);
    expect((await bench.ended('job_1')).status).toBe('succeeded');
  });

  it('makes nobody work twice', async () => {
    let runs = 0;
    await open(async (task, options) => {
      runs += 1;
      const turn = { id: 'job_1-0', job_id: 'job_1', ordinal: 0, first: 0, count: 1, turn: 0 };
      await bench.lifecycle.queue.add(`${ticketOf(turn)}`);
      await Promise.all([bench.place.queue.ping(), reconcile(bench.lifecycle)]);
      return obedient(task, options);
    });
    await bench.work(3);
    await bench.add('job_1', 4);
    await bench.ended('job_1');
    expect(runs).toBe(4);
  });
});
