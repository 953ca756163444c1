import { Worker } from 'bullmq';
import type { Consume, Consumer } from '../../service/ports.ts';
import { connect, hangUp, within } from './connection.ts';
import { type Log, wordsOf } from './log.ts';
import { QUEUE_NAME } from './queue.ts';

export interface ConsumerOptions {
  readonly log: Log;
  readonly prefix?: string;
  /** A worker that has not renewed for this long, in milliseconds, has lost its chunk. */
  readonly lock?: number;
  /** How often lost chunks are looked for, in milliseconds: a killed worker's chunk waits lock + 1 or 2 of these. */
  readonly stalledCheck?: number;
  /** Longest wait of `close` for handlers, in milliseconds; their chunks are delivered to another worker. */
  readonly patience?: number;
}

/**
 * The consumer's end on the Redis at `url`. Every id is handled at least once; when Redis goes away, consuming goes on
 * by itself on its return. The records are the truth: what BullMQ thinks of a chunk (lost lock, unknown job after a
 * flush) changes nothing about a handler that runs, and never reaches the caller.
 */
export function openConsumer(url: string, options: ConsumerOptions): Consume {
  return async (concurrency, handle) => {
    const active = new Set<Promise<void>>();
    const lines = openLines(url, options.log);
    const process = async (chunkId: string): Promise<void> => {
      const work = handle(chunkId).catch((fault: unknown) => {
        options.log.error({ chunk: chunkId, error: wordsOf(fault) }, 'a chunk was not handled');
      });
      active.add(work);
      await work.finally(() => active.delete(work));
    };
    const worker = new Worker(QUEUE_NAME, (job) => process(String(job.id)), {
      connection: lines.main,
      prefix: options.prefix ?? 'provable',
      skipVersionCheck: true,
      concurrency,
      lockDuration: options.lock ?? 10_000,
      stalledInterval: options.stalledCheck ?? 5000,
      maxStalledCount: Number.MAX_SAFE_INTEGER, // the records count attempts
      runRetryDelay: 500,
      drainDelay: 5,
    });
    listen(worker, options.log);
    return closable(worker, active, lines, options.patience ?? 10_000);
  };
}

interface Lines {
  readonly main: ReturnType<typeof connect>;
  hangUp(): Promise<void>;
}

/** The worker's connection and the copies BullMQ makes of it: BullMQ cannot close one that never was open. */
function openLines(url: string, log: Log): Lines {
  const main = connect(url, 'worker', log);
  const all = [main];
  const duplicate = main.duplicate.bind(main);
  main.duplicate = (override) => {
    const copy = duplicate(override);
    copy.on('error', () => undefined); // the main connection's listener tells; BullMQ takes its own away at the end
    all.push(copy);
    return copy;
  };
  return { main, hangUp: async () => void (await Promise.all(all.map(hangUp))) };
}

/** After a flush or a takeover BullMQ misses keys and locks: expected, because the chunk is in the records. */
const EXPECTED =
  /missing (key|lock)|lock mismatch|could not renew lock|not in the active state|connection is closed/i;

function listen(worker: Worker, log: Log): void {
  let last = '';
  worker.on('stalled', (chunkId) => log.info({ chunk: chunkId }, 'a chunk is taken over from a lost worker'));
  worker.on('error', (fault) => {
    const error = wordsOf(fault);
    const level = EXPECTED.test(error) || error === last ? 'debug' : 'warn';
    log[level]({ error }, 'BullMQ worker');
    last = error;
  });
}

/** `worker.close()` waits for ever, for handlers and for a Redis that is away: this end has deadlines of its own. */
function closable(worker: Worker, active: Set<Promise<void>>, lines: Lines, patience: number): Consumer {
  const close = async (): Promise<void> => {
    const closed = worker.close();
    await within(patience, Promise.race([closed, idle(active, closed)])).catch(() => undefined);
    await lines.hangUp();
  };
  let closing: Promise<void> | null = null;
  return { close: () => (closing ??= close()) };
}

/** Settles when nothing is active and nothing begins while BullMQ has a second to say goodbye. */
async function idle(active: ReadonlySet<Promise<void>>, closed: Promise<void>): Promise<void> {
  do {
    await Promise.all(active);
    await within(1000, closed).catch(() => undefined);
  } while (active.size > 0);
}
