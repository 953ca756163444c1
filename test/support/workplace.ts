import type { Lifecycle, Workplace } from '../../src/service/lifecycle.ts';
import type { Clock, Records } from '../../src/service/ports.ts';
import { dispatch } from '../../src/service/dispatch.ts';
import type { Job } from '../../src/service/job.ts';
import { isTerminal } from '../../src/service/job.ts';
import { evenSizes, planChunks } from '../../src/service/plan.ts';
import { waitForEnd } from '../../src/service/watch.ts';
import { openWork } from '../../src/service/work.ts';
import type { ChunkTask, Report, SliceEnd } from '../../src/service/task.ts';
import { memoryQueue } from './queue.ts';
import { aDataset, aJob, aModel, aRow, memoryRecords, PROVENANCE } from './records.ts';
import { silent } from './silent-log.ts';

export type FakeRun = (
  task: ChunkTask,
  options: { readonly signal?: AbortSignal; readonly report?: (report: Report) => void },
) => Promise<SliceEnd>;

const { product: _, ...ENGINE } = PROVENANCE;

/** A runner that gives every sample its row at once. */
export const obedient: FakeRun = async (task, { report }) => {
  report?.({ provenance: ENGINE });
  for (const index of task.indices) report?.({ row: aRow(index) });
  return { finished: true, carried: [] };
};

export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A settled method that the summary of a finished job can read. */
export const METHOD = {
  name: 'smoothing',
  task: 'certify',
  sigma: 0.25,
  n0: 100,
  n: 100,
  alpha: 0.001,
  grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
} as const;

export interface Bench {
  readonly lifecycle: Lifecycle;
  readonly records: Records;
  readonly place: Workplace;
  /** Opens a worker with so many hands. */
  work(hands: number): Promise<{ leave(): Promise<void> }>;
  /** Adds a job of so many samples, one a chunk unless said otherwise, and queues its first chunk. */
  add(id: string, total: number, changes?: Partial<Job>, size?: number): Promise<void>;
  ended(id: string): Promise<Job>;
  close(): Promise<void>;
}

/** The lifecycle on real records, a queue in memory and a runner made up by the test. */
export async function openBench(run: FakeRun, changes: Partial<Workplace> = {}): Promise<Bench> {
  const records = await memoryRecords();
  await records.addModel(aModel('mdl_1'));
  await records.addDataset(aDataset('dst_1'));
  const { queue, consume, signals } = memoryQueue();
  let ids = 0;
  const newId = (prefix: string) => `${prefix}_${++ids}`;
  const lifecycle: Lifecycle = { records, queue, signals, clock: systemClock, log: silent, newId };
  const blobs = { path: async (digest: string) => `/blobs/${digest}` } as Workplace['blobs'];
  const place: Workplace = {
    ...lifecycle,
    blobs,
    run: run as Workplace['run'],
    product: PROVENANCE.product,
    timing: { lease: 5000, slice: 1000, progress: 0 },
    maxAttempts: 3,
    ...changes,
  };
  const open: { close(): Promise<void> }[] = [];
  return {
    lifecycle,
    records,
    place,
    async work(hands) {
      const work = openWork(place);
      const consumer = await consume(hands, (ticket) => work.handle(ticket));
      const leave = async () => {
        const closed = consumer.close();
        await work.abandon();
        await closed;
      };
      open.push({ close: leave });
      return { leave };
    },
    async add(id, total, changes = {}, size = 1) {
      const job = aJob(id, {
        total,
        samples: { offset: 0, limit: total, stride: 1 },
        method: METHOD,
        ...changes,
      });
      await records.addJob(job, planChunks(id, evenSizes(total, size)));
      await dispatch(lifecycle, id);
    },
    async ended(id) {
      const job = await waitForEnd(lifecycle, id, 30, new AbortController().signal);
      if (!isTerminal(job.status)) throw new Error(`${id} has not ended: ${JSON.stringify(job)}`);
      return job;
    },
    async close() {
      await Promise.all(open.map((one) => one.close()));
      await records.close();
    },
  };
}
