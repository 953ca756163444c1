import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { admitDigits, smoothing } from '../support/digits.ts';
import { temporaryDirectory } from '../support/processes.ts';
import type { Directory } from '../support/processes.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

let directory: Directory;
let socket: string;
let redis: ChildProcess;
let service: Standalone;

async function startRedis(): Promise<void> {
  redis = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no']);
  await vi.waitUntil(() => existsSync(socket), { timeout: 60_000 });
}

async function killRedis(): Promise<void> {
  const gone = new Promise((resolve) => redis.once('exit', resolve));
  redis.kill('SIGKILL');
  await gone;
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  socket = join(directory.path, 'redis.sock');
  await startRedis();
  service = await startStandalone({ REDIS_URL: `unix://${socket}` });
});

afterAll(async () => {
  await service.close();
  await killRedis();
  await directory.remove();
});

describe('a queue that goes away', () => {
  it('loses no job: neither one that runs nor one that is accepted in the meantime', async () => {
    const { client } = service;
    const ids = await admitDigits(client);
    const before = await client.submit({ ...ids, samples: { limit: 60 }, method: smoothing(20_000) });
    await client.until(before.id, ({ status }) => status === 'running');
    await killRedis();
    await vi.waitUntil(async () => (await client.ask('/readyz')).status === 503, { timeout: 60_000 });
    const during = await client.submit({ ...ids, samples: { limit: 2 }, method: smoothing(100) });
    await startRedis();
    const ended = await Promise.all([client.ended(before.id), client.ended(during.id)]);
    expect(ended.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    expect((await client.ask('/readyz')).status).toBe(200);
  });
});
