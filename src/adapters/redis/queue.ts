import { Queue as BullQueue } from 'bullmq';
import { Refusal } from '../../service/errors.ts';
import type { Queue } from '../../service/ports.ts';
import { connect, hangUp, ready, within } from './connection.ts';
import { type Log, wordsOf } from './log.ts';

/** One queue carries every chunk; fairness between jobs is the planner's, who queues one chunk of a job at a time. */
export const QUEUE_NAME = 'chunks';

export interface QueueOptions {
  readonly log: Log;
  /** Begins every key, so that installations can share a Redis. */
  readonly prefix?: string;
  /** Longest wait for Redis before the refusal, in milliseconds. */
  readonly patience?: number;
}

/**
 * Opens the producer's end on the Redis at `url`. Opens even while Redis is away: it is then refused at use with
 * `Refusal('queue_unavailable')`, and works by itself when Redis is back.
 *
 * The BullMQ job's id is the chunk's id and nothing else is stored: BullMQ ignores an id it holds. It forgets the id as
 * soon as the chunk was handled, so that the reconciler can add it again.
 */
export async function openQueue(url: string, options: QueueOptions): Promise<Queue> {
  const { log, prefix = 'provable', patience = 1000 } = options;
  const redis = connect(url, 'queue', log);
  const bull = new BullQueue(QUEUE_NAME, {
    connection: redis,
    prefix,
    skipVersionCheck: true, // it would be asked once, and fail for ever when Redis goes away in that instant
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    streams: { events: { maxLen: 100 } },
  });
  bull.on('error', (fault) => log.debug({ error: wordsOf(fault) }, 'BullMQ queue'));

  const ask = async (question: () => Promise<unknown>): Promise<void> => {
    const end = performance.now() + patience;
    try {
      await ready(redis, patience);
      await within(end - performance.now(), question());
    } catch (fault) {
      log.debug({ error: wordsOf(fault) }, 'the queue gave no answer');
      throw new Refusal('queue_unavailable');
    }
  };

  return {
    async add(chunkId) {
      assertChunkId(chunkId);
      await ask(() => bull.add('chunk', {}, { jobId: chunkId }));
    },
    ping: () => ask(() => redis.ping()),
    async close() {
      await within(500, bull.close()).catch(() => undefined);
      await hangUp(redis);
    },
  };
}

/** BullMQ separates its keys with colons and takes whole numbers for ids of its own making. */
function assertChunkId(id: string): void {
  if (!/^[\w.-]+$/.test(id) || /^\d+$/.test(id)) throw new Error(`not an id the queue can carry: ${id}`);
}
