import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRedis } from '../../../src/adapters/redis/private-server.ts';
import { embeddedName, socketPath, sweepSockets } from '../../../src/adapters/redis/socket-path.ts';
import { silent } from '../../support/silent-log.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-sockets-'));
});
afterEach(() => rm(directory, { recursive: true }));

const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

/** What a killed listener leaves. */
async function abandonedSocket(path: string): Promise<void> {
  const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('the sockets of embedded servers', () => {
  it('of dead processes are removed, and nothing else is', async () => {
    await abandonedSocket(join(directory, embeddedName(deadPid())));
    const kept = [embeddedName(process.ppid), 'redis.log', 'redis.sock'];
    for (const name of kept) await writeFile(join(directory, name), '');
    await sweepSockets(directory);
    expect((await readdir(directory)).sort()).toEqual(kept.sort());
  });

  it('stay while somebody listens, though the process cannot be seen', async () => {
    const name = embeddedName(deadPid());
    const server = createServer().listen(join(directory, name));
    await once(server, 'listening');
    await sweepSockets(directory);
    expect(await readdir(directory)).toEqual([name]);
    await new Promise((resolve) => server.close(resolve));
  });

  it('are removed at every start, where a long path has put them, too', async () => {
    const long = join(directory, 'x'.repeat(120));
    const stale = [join(directory, embeddedName(deadPid())), socketPath(long, embeddedName(deadPid()))];
    await mkdir(long);
    for (const path of stale) await abandonedSocket(path);
    for (const one of [directory, long])
      await (await startRedis({ directory: one, path: '', log: silent })).close();
    expect((await readdir(directory)).sort()).toEqual(['redis.log', 'x'.repeat(120)]);
    expect(await readdir(dirname(stale[1]!))).toEqual([]);
    await rm(dirname(stale[1]!), { recursive: true });
  });
});
