import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Blobs } from '../../src/service/ports.ts';
import { openShelf, sweepShelf } from '../../src/service/shelf.ts';

/** Blobs in memory; a put ends when the test says so, as a slow upload does. */
function memoryBlobs() {
  const there = new Map<string, Date>();
  const uploads: (() => void)[] = [];
  const blobs = {
    async put(source: Readable) {
      const digest = `sha256:${(await source.toArray()).join('')}`;
      await new Promise<void>((resolve) => uploads.push(resolve));
      there.set(digest, new Date());
      return { digest, size: 1 };
    },
    has: async (digest: string) => there.has(digest),
    remove: async (digest: string) => void there.delete(digest),
    async *olderThan(before: Date) {
      for (const [digest, at] of there) if (at < before) yield digest;
    },
    sweep: async () => undefined,
  } as unknown as Blobs;
  return { blobs, there, uploads };
}

const text = (content: string) => Readable.from([content]);
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a shelf', () => {
  it('removes what nobody wants, and keeps what a record names or somebody holds', async () => {
    const { blobs, there, uploads } = memoryBlobs();
    const named = new Set(['sha256:named']);
    const shelf = openShelf(blobs, { namesBlob: async (digest) => named.has(digest) });
    const puts = ['named', 'held', 'held', 'loose'].map((content) => shelf.put(text(content), 9));
    await turn();
    uploads.forEach((end) => end());
    const stored = await Promise.all(puts);
    await Promise.all([shelf.release(stored[0]!), shelf.release(stored[1]!), shelf.release(stored[3]!)]);
    expect([...there.keys()].sort()).toEqual(['sha256:held', 'sha256:named']);
    await shelf.release(stored[2]!);
    expect([...there.keys()]).toEqual(['sha256:named']);
  });

  it('removes nothing while an upload comes in that may be the same bytes', async () => {
    const { blobs, there, uploads } = memoryBlobs();
    const shelf = openShelf(blobs, { namesBlob: async () => false });
    const first = shelf.put(text('same'), 9);
    await turn();
    uploads[0]!();
    const refused = await first;
    const second = shelf.put(text('same'), 9);
    await turn();
    await shelf.release(refused);
    expect(there.has('sha256:same')).toBe(true);
    uploads[1]!();
    const good = await second;
    await turn();
    expect(there.has('sha256:same')).toBe(true);
    await shelf.release(good);
    expect(there.has('sha256:same')).toBe(false);
  });

  it('sweeps old blobs without a name', async () => {
    const { blobs, there } = memoryBlobs();
    there.set('sha256:old', new Date(1000));
    there.set('sha256:old-named', new Date(1000));
    there.set('sha256:new', new Date(3000));
    await sweepShelf(blobs, { namesBlob: async (digest) => digest.endsWith('named') }, new Date(2000));
    expect([...there.keys()]).toEqual(['sha256:old-named', 'sha256:new']);
  });
});
