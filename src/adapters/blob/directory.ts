import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../../service/errors.ts';
import type { Blobs } from '../../service/ports.ts';
import { digestAt, placeOf } from './digest.ts';
import { incomingName, sweepIncoming } from './incoming.ts';

/**
 * Opens a store of blobs in a directory, creating it when it is missing. A blob is first written to `incoming` and
 * appears under its digest by one renaming, when all of it is on the disk: there is no half of a blob, and a blob that
 * is put twice, even at the same time, is the same blob. Machines may share the directory.
 */
export async function openBlobs(directory: string): Promise<Blobs> {
  const root = resolve(directory);
  const incoming = join(root, 'incoming');
  await mkdir(incoming, { recursive: true });
  const pathOf = (digest: string) => join(root, ...placeOf(digest));

  return {
    async put(source, limit) {
      const temporary = join(incoming, incomingName());
      try {
        const { digest, size } = await receive(source, limit, temporary);
        await settle(temporary, root, placeOf(digest));
        return { digest, size };
      } finally {
        await rm(temporary, { force: true });
      }
    },

    async path(digest) {
      const path = pathOf(digest);
      if (!(await isThere(path))) throw new Error(`there is no blob ${digest}`);
      return path;
    },

    has: async (digest) => isThere(pathOf(digest)),
    remove: async (digest) => rm(pathOf(digest), { force: true }),
    olderThan: (before) => blobsOlderThan(root, before),
    sweep: () => sweepIncoming(incoming),
  };
}

/** Nobody changes a blob: not even its owner may write. */
const READ_ONLY = 0o444;

/** Writes the stream to a new file, all of it down to the disk. */
async function receive(
  source: Readable,
  limit: number,
  path: string,
): Promise<{ digest: string; size: number }> {
  const file = await open(path, 'wx', READ_ONLY).catch((error: unknown) => {
    source.destroy();
    throw error;
  });
  try {
    const hash = createHash('sha256');
    const size = await copy(source, limit, hash, file);
    await file.sync();
    return { digest: `sha256:${hash.digest('hex')}`, size };
  } finally {
    await file.close();
  }
}

async function copy(source: Readable, limit: number, hash: Hash, file: FileHandle): Promise<number> {
  let size = 0;
  await pipeline(source, async (chunks: AsyncIterable<Buffer | string>) => {
    for await (const chunk of chunks) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      size += bytes.length;
      if (size > limit) throw new Refusal('too_large', `The upload is larger than ${limit} bytes`);
      hash.update(bytes);
      await writeAll(file, bytes);
    }
  });
  return size;
}

/** One call may write less than it was given. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let start = 0; start < bytes.length;) {
    start += (await file.write(bytes, start)).bytesWritten;
  }
}

/** A name is on the disk when its folder is. */
async function settle(
  temporary: string,
  root: string,
  [folder, file]: readonly [string, string],
): Promise<void> {
  const path = join(root, folder);
  const made = await mkdir(path, { recursive: true });
  await rename(temporary, join(path, file));
  await sync(path);
  if (made !== undefined) await sync(root);
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function* blobsOlderThan(root: string, before: Date): AsyncGenerator<string> {
  for (const folder of await readdir(root)) {
    if (!isFolderOfBlobs(folder)) continue;
    for (const file of await readdir(join(root, folder))) {
      const digest = digestAt(folder, file);
      const found = await stat(join(root, folder, file)).catch(() => null); // removed meanwhile
      if (digest !== null && found && found.mtime < before) yield digest;
    }
  }
}

const isFolderOfBlobs = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);
