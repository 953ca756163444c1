import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../../src/adapters/redis/embedded.ts';
import type { RedisServer } from '../../../src/adapters/redis/private-server.ts';
import { redisQueueLaws } from '../../laws/redis-queue.ts';
import { silent } from '../../support/silent-log.ts';

let server: RedisServer;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-embedded-'));
  server = await startEmbedded(directory, 'a test', silent);
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

redisQueueLaws('embedded', () => server.url);

describe('the embedded server', () => {
  it('says that it is ephemeral and why', () => {
    expect(server.kind).toBe('embedded');
    expect(server.notice).toMatch(/ephemeral.*a test/);
  });

  it('leaves no socket behind', async () => {
    const other = await mkdtemp(join(tmpdir(), 'provable-embedded-'));
    const second = await startEmbedded(other, 'a test', silent);
    await second.close();
    expect(await readdir(other)).toEqual(['redis.log']);
    await rm(other, { recursive: true });
  });
});
