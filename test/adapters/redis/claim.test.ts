import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimStart, isAlive } from '../../../src/adapters/redis/claim.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-claim-'));
});
afterEach(() => rm(directory, { recursive: true }));

const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;
const claimOf = (pid: number): string => join(directory, `starting-${pid}-0a`);

describe('the right to start a server', () => {
  it('is held by one at a time, and by the next when it was given back', () => {
    const first = claimStart(directory);
    expect(first).not.toBeNull();
    expect(claimStart(directory)).toBeNull();
    expect(claimStart(directory)).toBeNull();
    first?.release();
    expect(claimStart(directory)).not.toBeNull();
  });

  it('leaves nothing behind', async () => {
    claimStart(directory)?.release();
    expect(await readdir(directory)).toEqual([]);
  });

  it('ends with the process that held it', async () => {
    await writeFile(claimOf(deadPid()), '');
    claimStart(directory)!.release();
    expect(await readdir(directory)).toEqual([]);
  });

  it('stays with a process that lives, but not for ever: its number may be another process by now', async () => {
    await writeFile(claimOf(process.ppid), '');
    expect(claimStart(directory)).toBeNull();
    await utimes(claimOf(process.ppid), 0, Date.now() / 1000 - 60);
    expect(claimStart(directory)).not.toBeNull();
  });

  it('is not disturbed by other files', async () => {
    await writeFile(join(directory, 'redis.log'), '');
    expect(claimStart(directory)).not.toBeNull();
  });
});

describe('a process', () => {
  it('is alive until it ends', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(1)).toBe(true);
    expect(isAlive(deadPid())).toBe(false);
  });
});
