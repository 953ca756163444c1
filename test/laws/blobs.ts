import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Blobs } from '../../src/service/ports.ts';

/** An empty store for one test. */
export interface BlobPlace {
  open(): Promise<Blobs>;
  /** How many things the store holds: blobs, and whatever an upload left. */
  count(): Promise<number>;
  drop(): Promise<void>;
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER;
const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const streamOf = (...parts: readonly (Uint8Array | string)[]) => Readable.from(parts, { objectMode: false });

/** What every implementation of `Blobs` does. */
export function blobsLaws(place: () => Promise<BlobPlace>): void {
  let here: BlobPlace;
  let blobs: Blobs;
  beforeEach(async () => {
    here = await place();
    blobs = await here.open();
  });
  afterEach(() => here.drop());

  it('keeps bytes under their sha-256', async () => {
    const bytes = Buffer.from('some bytes');
    const digest = digestOf(bytes);
    expect(await blobs.has(digest)).toBe(false);
    expect(await blobs.put(streamOf('some ', 'bytes'), NO_LIMIT)).toEqual({ digest, size: 10 });
    expect(await blobs.has(digest)).toBe(true);
    expect(await readFile(await blobs.path(digest))).toEqual(bytes);
  });

  it('keeps text as UTF-8', async () => {
    const { digest, size } = await blobs.put(Readable.from(['grün, ', 'ĝi']), 10);
    expect([digest, size]).toEqual([digestOf(Buffer.from('grün, ĝi')), 10]);
    expect(await readFile(await blobs.path(digest), 'utf8')).toBe('grün, ĝi');
  });

  it('keeps nothing at all, which has a digest too', async () => {
    const { digest, size } = await blobs.put(streamOf(), NO_LIMIT);
    expect([digest, size]).toEqual([digestOf(new Uint8Array()), 0]);
    expect(await readFile(await blobs.path(digest))).toHaveLength(0);
  });

  it('keeps every byte of a large stream', async () => {
    const parts = Array.from({ length: 300 }, (_, k) => Buffer.alloc(65_537, k));
    const bytes = Buffer.concat(parts);
    const { digest, size } = await blobs.put(streamOf(...parts), bytes.length);
    expect([digest, size]).toEqual([digestOf(bytes), bytes.length]);
    expect((await readFile(await blobs.path(digest))).equals(bytes)).toBe(true);
  });

  it('is the same store for every opening, now and later', async () => {
    const { digest } = await blobs.put(streamOf('x'), NO_LIMIT);
    const other = await here.open();
    expect(await readFile(await other.path(digest), 'utf8')).toBe('x');
    await other.remove(digest);
    expect(await blobs.has(digest)).toBe(false);
  });

  it('keeps the same bytes once, also when they come twice at the same time', async () => {
    const other = await here.open();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, k) => (k % 2 ? other : blobs).put(streamOf('same'), NO_LIMIT)),
    );
    expect(new Set(answers.map(({ digest }) => digest)).size).toBe(1);
    expect(await here.count()).toBe(1);
  });

  it('takes exactly as many bytes as the limit', async () => {
    expect(await blobs.put(streamOf('1234'), 4)).toMatchObject({ size: 4 });
    await expect(blobs.put(streamOf('12345'), 4)).rejects.toMatchObject({ code: 'too_large', status: 413 });
    expect(await here.count()).toBe(1);
  });

  it('stops an upload at the limit, and does not read on', async () => {
    let given = 0;
    const endless = new Readable({
      read() {
        given++;
        this.push(Buffer.alloc(1000));
      },
    });
    await expect(blobs.put(endless, 10_000)).rejects.toMatchObject({ code: 'too_large' });
    expect(endless.destroyed).toBe(true);
    expect(given).toBeLessThan(1000);
    expect(await here.count()).toBe(0);
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half of ');
        throw new Error('the line is cut');
      })(),
    );
    await expect(blobs.put(broken, NO_LIMIT)).rejects.toThrow('the line is cut');
    const aborted = new Readable({
      read() {
        this.push('some');
        this.destroy();
      },
    });
    await expect(blobs.put(aborted, NO_LIMIT)).rejects.toThrow();
    const before = streamOf('never read');
    before.destroy();
    await expect(blobs.put(before, NO_LIMIT)).rejects.toThrow();
    expect(await here.count()).toBe(0);
    expect(await blobs.has(digestOf(Buffer.from('half of ')))).toBe(false);
  });

  it('removes a blob, and one that is not there', async () => {
    const { digest } = await blobs.put(streamOf('x'), NO_LIMIT);
    await blobs.remove(digest);
    await blobs.remove(digest);
    expect(await blobs.has(digest)).toBe(false);
    await expect(blobs.path(digest)).rejects.toThrow(digest);
    expect(await here.count()).toBe(0);
    expect(await blobs.put(streamOf('x'), NO_LIMIT)).toEqual({ digest, size: 1 });
  });

  it('takes no text but a digest for one', async () => {
    const hex = 'ab'.repeat(32);
    const wrong = [
      '',
      hex,
      `sha512:${hex}`,
      `sha256:${hex.toUpperCase()}`,
      `sha256:${hex}0`,
      `sha256:${hex.slice(1)}`,
      `sha256:${hex}\n`,
      ` sha256:${hex}`,
      `sha256:../../../../${'a'.repeat(52)}`,
      `sha256:${hex.slice(2)}/.`,
      `sha256:${hex}\0`,
      '../incoming',
    ];
    for (const digest of wrong) {
      await expect(blobs.has(digest), digest).rejects.toThrow('not the digest of a blob');
      await expect(blobs.path(digest), digest).rejects.toThrow('not the digest of a blob');
      await expect(blobs.remove(digest), digest).rejects.toThrow('not the digest of a blob');
    }
  });

  it('sweeps no blob and no upload that comes in', async () => {
    const { digest } = await blobs.put(streamOf('kept'), NO_LIMIT);
    const slow = new Readable({ read: () => undefined });
    const upload = blobs.put(slow, NO_LIMIT);
    slow.push('first half, ');
    while ((await here.count()) < 2) await new Promise((resume) => setImmediate(resume));
    const other = await here.open();
    await Promise.all([blobs.sweep(), other.sweep()]);
    slow.push('second half');
    slow.push(null);
    const { digest: late } = await upload;
    expect(await readFile(await blobs.path(late), 'utf8')).toBe('first half, second half');
    expect(await blobs.has(digest)).toBe(true);
    expect(await here.count()).toBe(2);
  });
}
