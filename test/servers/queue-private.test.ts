import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findServer } from '../../src/adapters/redis/native.ts';
import { type RedisServer, startRedis } from '../../src/adapters/redis/private-server.ts';
import { journal } from '../laws/queue.ts';
import { openEnds } from '../laws/redis-queue.ts';
import { recording, silent } from '../support/silent-log.ts';

const path = process.env.PATH ?? '';
const ENDED = 'error: the private Redis ended and is started again, empty';
const patient = { timeout: 60_000, interval: 20 };
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-kept-'));
});
afterEach(async () => {
  const left = servers();
  for (const pid of left) process.kill(pid, 'SIGKILL');
  await rm(directory, { recursive: true });
  expect(left).toEqual([]);
});
const start = (log = silent) => startRedis({ directory, path, log });

/** The processes that serve this directory: Redis shows its socket in its title. A zombie has no title. */
function servers(): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line.includes(`${directory}/redis.sock`));
  return lines.map((line) => Number.parseInt(line, 10));
}

function killServer(): number {
  const [pid, ...others] = servers();
  expect(others).toEqual([]);
  process.kill(pid!, 'SIGKILL');
  return pid!;
}

/** A chunk put in at one end comes out at the other. */
async function expectDelivery(from: RedisServer, to: RedisServer, id: string): Promise<void> {
  const there = await openEnds(to.url);
  const here = await openEnds(from.url, 10_000, silent, there.prefix);
  const seen = journal();
  await there.consume(1, seen.note);
  await vi.waitFor(() => here.queue.add(id), patient);
  await seen.has(id);
  for (const ends of [here, there]) await ends.close();
}

/** A server whose process was killed before it could close. */
async function abandon(): Promise<void> {
  const script = fileURLToPath(new URL('../support/abandoned-redis.ts', import.meta.url));
  const child = fork(script, [directory, path], { execArgv: ['--import', 'tsx'] });
  await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a private Redis that is killed', () => {
  it('is started again, and ends that were open go on', async () => {
    const log = recording();
    const server = await start(log);
    const ends = await openEnds(server.url);
    const seen = journal();
    await ends.consume(1, seen.note);
    for (const id of ['job_a-0', 'job_a-1', 'job_a-2']) {
      killServer();
      await vi.waitFor(() => ends.queue.add(id), patient);
      await seen.has(id);
    }
    await ends.close();
    await server.close();
    expect(log.lines.filter((line) => line === ENDED)).toHaveLength(3); // and not a fourth time, at close
    expect(await readdir(directory)).toEqual(['redis.log']);
  });

  it('is started again by a process that had adopted it', async () => {
    await abandon();
    const server = await start();
    expect(server.notice).toContain('adopted');
    const killed = killServer();
    await expectDelivery(server, server, 'job_a-0');
    expect(servers()).not.toContain(killed);
    await server.close();
  });

  it('is started again by one of the processes that share it, and adopted by the others', async () => {
    const sharers = await Promise.all([start(), start(), start()]);
    expect(sharers.filter(({ notice }) => notice.includes('started'))).toHaveLength(1);
    for (const id of ['job_a-0', 'job_b-0', 'job_c-0']) {
      killServer();
      await expectDelivery(sharers[0], sharers[2], id);
      expect(servers()).toHaveLength(1);
    }
    await Promise.all(sharers.map((one) => one.close()));
  });

  it('is tried again, with a word each time, when it cannot be started at first', async () => {
    const file = join(directory, 'redis-server');
    const program = (script: string) =>
      writeFile(file, `#!/bin/sh\n${script}\n`).then(() => chmod(file, 0o755));
    const real = await findServer(path);
    await program(`exec ${real} "$@"`);
    const log = recording();
    const server = await startRedis({ directory, path: [directory, path].join(delimiter), log });
    await program('exit 3');
    killServer();
    const failed = 'error: the private Redis did not start again';
    await vi.waitFor(() => expect(log.lines.filter((line) => line === failed)).toHaveLength(2), patient);
    await program(`exec ${real} "$@"`);
    await expectDelivery(server, server, 'job_a-0');
    await server.close();
  });

  it('is not started again after close, even when close comes between two tries', async () => {
    const log = recording();
    const server = await start(log);
    killServer();
    await vi.waitFor(() => expect(log.lines).toHaveLength(1), patient);
    await server.close();
    expect(servers()).toEqual([]);
    expect(log.lines).toEqual([ENDED]);
  });
});

describe('a private Redis at close', () => {
  it('ends when all who share it leave at once', async () => {
    const sharers = await Promise.all([start(), start()]);
    await Promise.all(sharers.map((one) => one.close()));
    expect(servers()).toEqual([]);
  });

  it('is killed when it does not listen', async () => {
    const server = await start();
    process.kill(servers()[0]!, 'SIGSTOP');
    await server.close();
    await vi.waitFor(() => expect(servers()).toEqual([]), patient);
  });

  it('ends when it wakes, if another process had started it', async () => {
    await abandon();
    const server = await start();
    const [pid] = servers();
    process.kill(pid!, 'SIGSTOP');
    await server.close();
    process.kill(pid!, 'SIGCONT');
    await vi.waitFor(() => expect(servers()).toEqual([]), patient);
  });

  it('ends though its socket was removed', async () => {
    const server = await start();
    await rm(join(directory, 'redis.sock'));
    await server.close();
    expect(servers()).toEqual([]);
  });
});
