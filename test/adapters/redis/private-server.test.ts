import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findServer } from '../../../src/adapters/redis/native.ts';
import { startRedis } from '../../../src/adapters/redis/private-server.ts';
import { openQueue } from '../../../src/adapters/redis/queue.ts';
import { socketPath } from '../../../src/adapters/redis/socket-path.ts';
import { recording, silent } from '../../support/silent-log.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-private-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function folderWith(name: string, script: string, mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(directory, 'path-'));
  await writeFile(join(folder, name), script);
  await chmod(join(folder, name), mode);
  return folder;
}

describe('the server on PATH', () => {
  it('is the first that can be executed', async () => {
    const plain = await folderWith('redis-server', '', 0o644);
    const valkey = await folderWith('valkey-server', '');
    const redis = await folderWith('redis-server', '');
    expect(await findServer([plain, '', valkey, redis].join(delimiter))).toBe(join(valkey, 'valkey-server'));
    expect(await findServer(plain)).toBeNull();
    expect(await findServer('')).toBeNull();
  });
});

describe('the socket of a private server', () => {
  it('lies in the data directory', () => {
    expect(socketPath('/data', 'redis.sock')).toBe('/data/redis.sock');
  });

  it('moves to a directory of its own when its path would be too long, the same every time', async () => {
    const long = join(directory, 'x'.repeat(120));
    const path = socketPath(long, 'redis.sock');
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(103);
    expect(socketPath(long, 'redis.sock')).toBe(path);
    expect(socketPath(`${long}y`, 'redis.sock')).not.toBe(path);
    await rm(dirname(path), { recursive: true });
    await rm(dirname(socketPath(`${long}y`, 'redis.sock')), { recursive: true });
  });

  it('is not put where somebody else could wait for us', async () => {
    const long = join(directory, 'z'.repeat(120));
    const place = dirname(socketPath(long, 'redis.sock'));
    await rm(place, { recursive: true });
    await writeFile(place, '');
    expect(() => socketPath(long, 'redis.sock')).toThrow();
    await rm(place);
  });
});

describe('starting a Redis', () => {
  it('takes the one at a given address and leaves it alone', async () => {
    const server = await startRedis({
      directory,
      url: 'redis://:secret@redis.example:6379',
      path: '',
      log: silent,
    });
    expect(server).toMatchObject({ kind: 'external', url: 'redis://:secret@redis.example:6379' });
    expect(server.notice).toBe('queue: Redis at redis.example:6379');
    await server.close();
  });

  it('refuses an address that is none', async () => {
    await expect(startRedis({ directory, url: 'http://redis', path: '', log: silent })).rejects.toThrow(
      'a Redis address is redis://',
    );
  });

  it('embeds one when PATH has none', async () => {
    const inside = join(directory, 'made', 'on the way');
    const server = await startRedis({ directory: inside, path: '', log: silent });
    expect(server.kind).toBe('embedded');
    expect(server.notice).toContain('no redis-server or valkey-server on PATH');
    const queue = await openQueue(server.url, { log: silent });
    await queue.ping();
    await queue.close();
    await server.close();
  });

  it('embeds one when the one on PATH does not start', async () => {
    const folder = await folderWith('redis-server', '#!/bin/sh\nexit 3\n');
    const log = recording();
    const inside = join(directory, 'broken');
    const server = await startRedis({ directory: inside, path: folder, log });
    expect(server.kind).toBe('embedded');
    expect(server.notice).toContain(`${join(folder, 'redis-server')} did not start`);
    expect(log.lines).toContain('warn: the private Redis did not start');
    await server.close();
  });

  it('asks for no port, no files and no eviction', async () => {
    const inside = join(directory, 'arguments');
    const heard = join(directory, 'arguments.txt');
    const folder = await folderWith('redis-server', `#!/bin/sh\necho "$*" > '${heard}'\nexit 3\n`);
    await (await startRedis({ directory: inside, path: folder, log: silent })).close();
    const settings = await readFile(heard, 'utf8');
    expect(settings).toContain('--port 0 ');
    expect(settings).toContain(`--unixsocket ${join(inside, 'redis.sock')} `);
    expect(settings).toContain('--save  --appendonly no --maxmemory-policy noeviction');
  });
});
