import { dispatch } from './dispatch.ts';
import { holdLease } from './holding.ts';
import { inheritanceOf } from './inheritance.ts';
import type { Workplace } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import type { Model } from './model/model.ts';
import { chunkIndices, jobOfChunk, placeOf, readTicket } from './plan.ts';
import type { Lease } from './ports.ts';
import { openRecording } from './recording.ts';
import type { Recording } from './recording.ts';
import { settle, stop } from './settle.ts';
import { RunnerFailure } from './task.ts';
import type { Carried, ChunkTask, Report, SliceEnd } from './task.ts';

/** One worker's work: the chunks it has in hand. */
export interface Work {
  /** Brings a chunk to its end, whatever that is. Never rejects. */
  handle(ticket: string): Promise<void>;
  /** For a worker that leaves: kills the runners and gives the chunks back; the attempts do not count. */
  abandon(): Promise<void>;
}

/** A chunk in hand, through all its attempts. */
interface Handling {
  readonly chunkId: string;
  readonly jobId: string;
  readonly controller: AbortController;
  /** How often the chunk was begun before: anybody else's turn is left alone. */
  turn: number;
  failure: string;
  /** Waits a while, longer every time; not when the chunk is stopped. */
  readonly rest: () => Promise<void>;
}

/** `inherited`: what the samples go on with that this job has not begun itself. */
async function taskOf(
  { records, blobs, timing }: Workplace,
  { job, chunk, recorded, carried }: Lease,
  inherited: readonly Carried[],
): Promise<ChunkTask> {
  const model = await records.model(job.model_id);
  if (!model) throw new RunnerFailure('task_failed', 'the model of the job is gone');
  const denoiser = job.denoiser_id === null ? null : await records.model(job.denoiser_id);
  if (!denoiser && job.denoiser_id !== null)
    throw new RunnerFailure('task_failed', 'the denoiser of the job is gone');
  const loaded = async ({ digest, facts }: Pick<Model, 'digest' | 'facts'>) => {
    return { path: await blobs.path(digest), digest, facts };
  };
  const done = new Set(recorded);
  const indices = chunkIndices(job.samples, chunk).filter((index) => !done.has(index));
  const known = new Map([...inherited, ...carried].map((one) => [one.index, one]));
  return {
    kind: 'chunk',
    model: await loaded(model),
    denoiser: denoiser && (await loaded(denoiser)),
    layout: model.declared.layout,
    dataset: { path: await blobs.path(job.dataset_digest) },
    method: job.method,
    seed: job.seed,
    indices,
    places: indices.map((index) => placeOf(job.samples, index)),
    // Rows that stand were recorded after a probe, and so were those of the job that is extended.
    probe: chunk.ordinal === 0 && known.size === 0 && recorded.length === 0 && job.extends === null,
    carried: indices.flatMap((index) => known.get(index) ?? []),
    slice: timing.slice,
  };
}

const DONE: SliceEnd = { finished: true, carried: [] };

/** Writes the rows that a chunk takes over from the job that is extended. Answers all that stand then, and what is carried. */
async function takeOver(
  { records }: Workplace,
  lease: Lease,
  recording: Recording,
): Promise<{ readonly recorded: readonly number[]; readonly carried: readonly Carried[] }> {
  const inheritance = await inheritanceOf(records, lease);
  if (!inheritance) return { recorded: lease.recorded, carried: [] };
  const done = new Set(lease.recorded);
  const rows = inheritance.rows.filter(({ index }) => !done.has(index));
  if (rows.length > 0) await recording.copy(rows, inheritance.provenance);
  return {
    recorded: [...lease.recorded, ...rows.map(({ index }) => index)],
    carried: inheritance.carried,
  };
}

/** Runs what is left of a leased chunk for a slice of time and records it. */
async function runLease(place: Workplace, lease: Lease, handling: Handling): Promise<void> {
  const { signal } = handling.controller;
  const lost = () => handling.controller.abort();
  const recording = openRecording(place, lease, lost);
  const holding = holdLease(place, lease, lost);
  try {
    const inheritance = await takeOver(place, lease, recording);
    const task = await taskOf(place, { ...lease, recorded: inheritance.recorded }, inheritance.carried);
    const report = (one: Report) => recording.take(one);
    const end = task.indices.length === 0 ? DONE : await place.run(task, { signal, report });
    await recording.flush();
    if (signal.aborted) throw new RunnerFailure('aborted', 'the task was stopped');
    if (end.finished) {
      await place.records.complete(lease.chunk.id, lease.attempt);
      return;
    }
    await place.records.pause(lease.chunk.id, lease.attempt, end.carried);
    await recording.tell(end.carried.flatMap(({ interim }) => interim ?? []));
  } finally {
    recording.drop();
    holding.end();
  }
}

/** One attempt at a chunk. Answers whether it is finished with; if not, it is tried again. */
async function attempt(place: Workplace, handling: Handling): Promise<boolean> {
  const { chunkId, jobId, turn } = handling;
  const { records, signals, clock, timing, maxAttempts } = place;
  const lease = await records.begin(chunkId, iso(clock), iso(clock, timing.lease), maxAttempts, turn);
  if (lease === 'poison') {
    const message = `chunk ${chunkId} was given up after ${maxAttempts} attempts: ${handling.failure}`;
    await stop(place, jobId, 'failed', { code: 'chunk_poison', message });
    return true;
  }
  if (typeof lease !== 'string') {
    handling.turn = lease.attempt;
    await signals.publish('job', jobId);
    await dispatch(place, jobId);
    try {
      await runLease(place, lease, handling);
    } catch (error) {
      return recover(place, lease, handling, error);
    }
    await dispatch(place, jobId);
  }
  await settle(place, jobId);
  return true;
}

/** Failures of a runner on its task may lie in the task, and count. Whatever else fails is the worker's own trouble. */
const COUNTED: readonly RunnerFailure['code'][] = [
  'runner_died',
  'runner_silent',
  'runner_timeout',
  'task_failed',
];
const isCounted = (error: unknown) => error instanceof RunnerFailure && COUNTED.includes(error.code);

/** What is said of a chunk that was begun too often, when no attempt was seen to fail. */
const NO_FAILURE = 'its worker was lost each time';

/** Milliseconds before a chunk is tried again, the more the more often it failed here. */
const PAUSE = { first: 100, longest: 30_000 };

/**
 * Gives the chunk back. A stopped one is finished with. One that a runner failed on is tried again here, and counts an
 * attempt. One that this worker could not work on goes back to the queue, for any worker, and this one rests.
 */
async function recover(place: Workplace, lease: Lease, handling: Handling, error: unknown): Promise<boolean> {
  const { aborted } = handling.controller.signal;
  const { id: jobId } = lease.job;
  const counted = !aborted && isCounted(error);
  handling.failure = error instanceof Error ? error.message : String(error);
  await place.records.release(lease.chunk.id, lease.attempt, !counted);
  if (aborted) await settle(place, jobId);
  if (!counted) await dispatch(place, jobId);
  if (aborted) return true;
  place.log.warn({ job: jobId, chunk: lease.chunk.id, counted, err: error }, 'an attempt at a chunk failed');
  await handling.rest();
  return !counted;
}

/** A wait that grows with every failure in a row of this worker, and that an abort ends. */
function restFor(
  { clock }: Workplace,
  failures: { count: number },
  signal: AbortSignal,
): () => Promise<void> {
  return async () => {
    const pause = Math.min(PAUSE.first * 2 ** failures.count, PAUSE.longest);
    failures.count += 1;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const callOff = clock.after(pause, resolve);
      signal.addEventListener('abort', () => {
        callOff();
        resolve();
      });
    });
  };
}

export function openWork(place: Workplace): Work {
  const inHand = new Map<Handling, Promise<void>>();
  const failures = { count: 0 };
  let leaving = false;
  place.signals.subscribe('stop', (jobId) => {
    for (const handling of inHand.keys()) if (handling.jobId === jobId) handling.controller.abort();
  });

  async function bringToEnd(handling: Handling): Promise<void> {
    try {
      while (!(await attempt(place, handling)));
      if (handling.failure === NO_FAILURE) failures.count = 0;
    } catch (error) {
      const { chunkId } = handling;
      place.log.error(
        { chunk: chunkId, err: error },
        'a chunk could not be worked on; it will be queued again',
      );
    } finally {
      inHand.delete(handling);
    }
  }

  return {
    handle(ticket) {
      if (leaving) return Promise.resolve();
      const { chunkId, turn } = readTicket(ticket);
      const jobId = jobOfChunk(chunkId);
      const controller = new AbortController();
      const rest = restFor(place, failures, controller.signal);
      const handling = { chunkId, jobId, turn, controller, rest, failure: NO_FAILURE };
      // In hand before it is begun: a stop that comes between the two is not missed. The map is filled before the
      // first await of `bringToEnd` returns control.
      const end = Promise.resolve().then(() => bringToEnd(handling));
      inHand.set(handling, end);
      return end;
    },
    async abandon() {
      leaving = true;
      for (const handling of inHand.keys()) handling.controller.abort();
      await Promise.all(inHand.values());
    },
  };
}
