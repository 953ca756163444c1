import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBlobs } from '../../../src/adapters/blob/directory.ts';
import { blobsLaws } from '../../laws/blobs.ts';

const temporary = () => mkdtemp(join(tmpdir(), 'provable-blobs-'));

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('blobs in a directory', () => {
  blobsLaws(async () => {
    const folder = await temporary();
    const root = join(folder, 'deeper', 'blobs');
    return {
      open: () => openBlobs(root),
      count: async () => (await filesIn(root)).length,
      drop: () => rm(folder, { recursive: true }),
    };
  });
});

describe('the directory of blobs', () => {
  let root: string;
  beforeEach(async () => {
    root = await temporary();
  });
  afterEach(() => rm(root, { recursive: true }));

  it('keeps a blob in the folder of its first byte, where nobody writes', async () => {
    const blobs = await openBlobs(root);
    const { digest } = await blobs.put(Readable.from([Buffer.from('abc')]), 3);
    expect(digest).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    const path = join(root, 'ba', digest.slice('sha256:ba'.length));
    expect(await blobs.path(digest)).toBe(path);
    expect((await stat(path)).mode & 0o777).toBe(0o444);
  });

  it('heals a blob that was damaged, when it is put again', async () => {
    const blobs = await openBlobs(root);
    const { digest } = await blobs.put(Readable.from([Buffer.from('abc')]), 3);
    await rm(await blobs.path(digest));
    await writeFile(join(root, 'ba', digest.slice('sha256:ba'.length)), 'a');
    await blobs.put(Readable.from([Buffer.from('abc')]), 3);
    expect(await readFile(await blobs.path(digest), 'utf8')).toBe('abc');
  });

  it('sweeps what no process writes any more', async () => {
    const blobs = await openBlobs(root);
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const [mine, other] = [encodeURIComponent(hostname()), 'another-machine'];
    const old = new Date(Date.now() - 2 * 3_600_000);
    const uploads: readonly [name: string, modified: Date, stays: boolean][] = [
      [`${mine}.${dead}.${randomUUID()}`, new Date(), false],
      [`${mine}.${process.pid}.${randomUUID()}`, new Date(), true],
      [`${mine}.${process.pid}.${randomUUID()}`, old, false],
      [`${mine}.1.${randomUUID()}`, new Date(), true],
      [`${other}.${dead}.${randomUUID()}`, new Date(), true],
      [`${other}.${dead}.${randomUUID()}`, old, false],
      ['a stranger', new Date(), true],
      ['an old stranger', old, false],
    ];
    await mkdir(join(root, 'incoming'), { recursive: true });
    for (const [name, modified] of uploads) {
      await writeFile(join(root, 'incoming', name), 'half');
      await utimes(join(root, 'incoming', name), modified, modified);
    }
    await blobs.sweep();
    const stay = uploads.filter(([, , stays]) => stays).map(([name]) => name);
    expect((await filesIn(join(root, 'incoming'))).toSorted()).toEqual(stay.toSorted());
  });

  it('cannot be opened where a file is in its way', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(openBlobs(join(root, 'file'))).rejects.toThrow();
  });
});
