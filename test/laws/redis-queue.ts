import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { redisLocation } from '../../src/adapters/redis/connection.ts';
import { openConsumer } from '../../src/adapters/redis/consumer.ts';
import { openQueue } from '../../src/adapters/redis/queue.ts';
import { openSignals } from '../../src/adapters/redis/signals.ts';
import type { Consume, Consumer } from '../../src/service/ports.ts';
import { recording, silent } from '../support/silent-log.ts';
import { gated, journal, type Ends, queueLaws } from './queue.ts';

/** Everything on the Redis at `url` under a prefix of its own, removed again at the end. */
export async function openEnds(
  url: string,
  patience = 10_000,
  log = silent,
  prefix = `test-${randomUUID()}`,
): Promise<Ends & { prefix: string }> {
  const shared = { log, prefix };
  const queue = await openQueue(url, shared);
  const signals = await openSignals(url, shared);
  const consumers: Consumer[] = [];
  const open = openConsumer(url, { ...shared, patience, lock: 1000, stalledCheck: 500 });
  const consume: Consume = async (concurrency, handle) => {
    const consumer = await open(concurrency, handle);
    consumers.push(consumer);
    return consumer;
  };
  const close = async (): Promise<void> => {
    await Promise.all(consumers.map((consumer) => consumer.close()));
    await queue.close();
    await signals.close();
    await flush(url, prefix);
  };
  return { queue, consume, signals, close, prefix };
}

/** What FLUSHALL does to us, without doing it to others on the same server. */
export async function flush(url: string, prefix: string): Promise<number> {
  const redis = new Redis(redisLocation(url));
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(...keys);
  await redis.quit();
  return keys.length;
}

/** The queue's laws, and what only a server between the ends can do to them. */
export function redisQueueLaws(name: string, url: () => string): void {
  queueLaws(name, (patience) => openEnds(url(), patience));

  describe(`${name}: the laws of a lossy middle`, () => {
    it('delivers the chunk of a killed worker to another one', async () => {
      const ends = await openEnds(url());
      await ends.queue.add('job_a-0');
      const script = fileURLToPath(new URL('../support/lost-consumer.ts', import.meta.url));
      const child = fork(script, [url(), ends.prefix], { execArgv: ['--import', 'tsx'] });
      const [taken] = (await once(child, 'message')) as [string];
      expect(taken).toBe('job_a-0');
      child.kill('SIGKILL');
      await once(child, 'exit');
      const seen = journal();
      await ends.consume(1, seen.note);
      await seen.has('job_a-0');
      await ends.close();
    });

    it('survives a flush while a chunk is worked on: goes on, and takes the id again', async () => {
      const log = recording();
      const ends = await openEnds(url(), 10_000, log);
      const seen = journal();
      const gate = gated(seen);
      await ends.consume(1, gate.handle);
      await ends.queue.add('job_a-0');
      await ends.queue.add('job_lost-0');
      await seen.has('job_a-0');
      expect(await flush(url(), ends.prefix)).toBeGreaterThan(0);
      gate.open();
      for (const [count, id] of ['job_b-0', 'job_a-0', 'end'].entries()) {
        await ends.queue.add(id);
        await seen.count(count + 2);
      }
      expect(seen.ids).toEqual(['job_a-0', 'job_b-0', 'job_a-0', 'end']);
      await ends.close();
      expect(log.lines.filter((line) => !line.startsWith('debug'))).toEqual([]);
    });

    it('leaves nothing behind of chunks that were handled', async () => {
      const ends = await openEnds(url());
      const seen = journal();
      const consumer = await ends.consume(2, seen.note);
      for (let index = 0; index < 20; index++) await ends.queue.add(`job_a-${index}`);
      await seen.count(20);
      await consumer.close();
      const redis = new Redis(redisLocation(url()));
      const keys = await redis.keys(`${ends.prefix}:*`);
      await redis.quit();
      expect(keys.filter((key) => key.includes('job_a'))).toEqual([]);
      expect(keys.length).toBeLessThan(10);
      await ends.close();
    });

    it('keeps only ids in Redis', async () => {
      const ends = await openEnds(url());
      await ends.queue.add('job_a-0');
      const redis = new Redis(redisLocation(url()));
      expect(await redis.hget(`${ends.prefix}:chunks:job_a-0`, 'data')).toBe('{}');
      await redis.quit();
      await ends.close();
    });
  });
}
