import { dispatch } from './dispatch.ts';
import { holdLease } from './holding.ts';
import type { Workplace } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import { indicesOf, jobOfChunk, readTicket } from './plan.ts';
import type { Lease } from './ports.ts';
import { openRecording } from './recording.ts';
import { settle, stop } from './settle.ts';
import { RunnerFailure } from './task.ts';
import type { ChunkTask } from './task.ts';

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
}

async function taskOf(
  { records, blobs, timing }: Workplace,
  { job, chunk, recorded, carried }: Lease,
): Promise<ChunkTask> {
  const model = await records.model(job.model_id);
  if (!model) throw new RunnerFailure('task_failed', 'the model of the job is gone');
  const done = new Set(recorded);
  const places = indicesOf(job.samples).slice(chunk.first, chunk.first + chunk.count);
  const indices = places.filter((index) => !done.has(index));
  return {
    kind: 'chunk',
    model: { path: await blobs.path(job.model_digest), digest: job.model_digest, facts: model.facts },
    layout: model.declared.layout,
    dataset: { path: await blobs.path(job.dataset_digest) },
    method: job.method,
    seed: job.seed,
    indices,
    probe: chunk.ordinal === 0 && carried === null && indices.length > 0,
    carried,
    slice: timing.slice,
  };
}

/** Runs what is left of a leased chunk for a slice of time and records it. */
async function runLease(place: Workplace, lease: Lease, handling: Handling): Promise<void> {
  const { signal } = handling.controller;
  const lost = () => handling.controller.abort();
  const recording = openRecording(place, lease, lost);
  const holding = holdLease(place, lease, lost);
  try {
    const task = await taskOf(place, lease);
    const end = await place.run(task, { signal, report: (report) => recording.take(report) });
    await recording.flush();
    if (signal.aborted) throw new RunnerFailure('aborted', 'the task was stopped');
    if (end.finished) await place.records.complete(lease.chunk.id, lease.attempt);
    else await place.records.pause(lease.chunk.id, lease.attempt, end.carried);
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

/** Gives the chunk back. A stopped one is finished with; a failed one counts an attempt. */
async function recover(place: Workplace, lease: Lease, handling: Handling, error: unknown): Promise<boolean> {
  const { aborted } = handling.controller.signal;
  handling.failure = error instanceof Error ? error.message : String(error);
  if (!aborted)
    place.log.warn({ job: lease.job.id, chunk: lease.chunk.id, err: error }, 'an attempt at a chunk failed');
  await place.records.release(lease.chunk.id, lease.attempt, aborted);
  if (aborted) {
    await settle(place, lease.job.id);
    await dispatch(place, lease.job.id);
  }
  return aborted;
}

export function openWork(place: Workplace): Work {
  const inHand = new Map<Handling, Promise<void>>();
  let leaving = false;
  place.signals.subscribe('stop', (jobId) => {
    for (const handling of inHand.keys()) if (handling.jobId === jobId) handling.controller.abort();
  });

  async function bringToEnd(handling: Handling): Promise<void> {
    try {
      while (!(await attempt(place, handling)));
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
      const handling = { chunkId, jobId, turn, controller, failure: 'its worker was lost each time' };
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
