import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdOf, takeHold } from '../../../src/adapters/redis/hold.ts';
import { embeddedProcess } from '../../support/embedded-process.ts';

let directory: string;
let socket: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-hold-'));
  socket = join(directory, 'redis.sock');
});
afterEach(() => rm(directory, { recursive: true }));

describe('taking hold of a server', () => {
  it('finds nobody where there is no socket, and where nobody listens on it', async () => {
    expect(await takeHold(socket)).toBeNull();
    await writeFile(socket, '');
    expect(await takeHold(socket)).toBeNull();
  });

  it('does not take one that gives no answer for nobody', async () => {
    const peers: Socket[] = [];
    const server = createServer((peer) => void peers.push(peer)).listen(socket);
    await once(server, 'listening');
    await expect(takeHold(socket)).rejects.toThrow('no answer within 1000 ms');
    peers.forEach((peer) => peer.destroy());
    await new Promise((resolve) => server.close(resolve));
  });

  it('does not take one that hangs up for nobody', async () => {
    const server = createServer((peer) => peer.destroy()).listen(socket);
    await once(server, 'listening');
    await expect(takeHold(socket)).rejects.toThrow('hung up');
    await new Promise((resolve) => server.close(resolve));
  });

  it('learns of its end', async () => {
    const server = await embeddedProcess(socket);
    const { gone } = holdOf((await takeHold(socket))!, server.child);
    await server.kill();
    await gone;
    expect(await takeHold(socket)).toBeNull();
  });
});
