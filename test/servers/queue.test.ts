import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisLocation } from '../../src/adapters/redis/connection.ts';
import { startRedis } from '../../src/adapters/redis/private-server.ts';
import { openQueue } from '../../src/adapters/redis/queue.ts';
import { journal } from '../laws/queue.ts';
import { openEnds, redisQueueLaws } from '../laws/redis-queue.ts';
import { silent } from '../support/silent-log.ts';

/** `REDIS_URL` names a server that others may use: only keys under a prefix of our own are touched there. */
redisQueueLaws('Redis', () => {
  const url = process.env.REDIS_URL;
  if (!url) throw new Error('this suite needs REDIS_URL');
  return url;
});

describe('a private Redis', () => {
  const path = process.env.PATH ?? '';
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'provable-native-'));
  });
  afterAll(() => rm(directory, { recursive: true }));
  const start = () => startRedis({ directory, path, log: silent });

  it('is started on a socket that only this user can open, and stopped at close', async () => {
    const server = await start();
    expect(server).toMatchObject({ kind: 'private', url: `unix://${directory}/redis.sock` });
    const redis = new Redis(redisLocation(server.url));
    expect(await redis.config('GET', 'port')).toEqual(['port', '0']);
    expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    await redis.quit();
    await server.close();
    expect(await listens(join(directory, 'redis.sock'))).toBe(false);
  });

  it('is adopted by the next start when its process was killed, with what waits in it', async () => {
    const script = fileURLToPath(new URL('../support/abandoned-redis.ts', import.meta.url));
    const child = fork(script, [directory, path], { execArgv: ['--import', 'tsx'] });
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = await start();
    expect(server.notice).toContain('adopted');
    const ends = await openEnds(server.url, 10_000, silent, 'abandoned');
    const seen = journal();
    await ends.consume(1, seen.note);
    await seen.has('job_a-0');
    await ends.close();
    await server.close();
    expect(await listens(join(directory, 'redis.sock'))).toBe(false);
  });

  it('is shared by two processes on one directory, and stopped by the last', async () => {
    const [first, other] = [await start(), await start()];
    const queue = await openQueue(other.url, { log: silent });
    await queue.ping();
    await first.close();
    expect(await listens(join(directory, 'redis.sock'))).toBe(true);
    await queue.ping();
    await queue.close();
    await other.close();
    expect(await listens(join(directory, 'redis.sock'))).toBe(false);
  });

  it('may be flushed in the middle of many chunks: what is added again is handled', async () => {
    const server = await start();
    const ends = await openEnds(server.url);
    const seen = journal();
    const ids = Array.from({ length: 200 }, (_, index) => `job_a-${index}`);
    await ends.consume(2, seen.note);
    await Promise.all(ids.map((id) => ends.queue.add(id)));
    const redis = new Redis(redisLocation(server.url));
    await redis.flushall();
    await redis.quit();
    for (const id of ids.filter((one) => !seen.ids.includes(one))) await ends.queue.add(id);
    await Promise.all(ids.map((id) => seen.has(id)));
    await ends.close();
    await server.close();
  });
});

const listens = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const peer = connect(path, () => resolve(peer.destroy().destroyed));
    peer.on('error', () => resolve(false));
  });
