import type { Readable } from 'node:stream';
import type { Blobs, Records } from './ports.ts';
import type { Stored } from './provable.ts';

/** The blobs, and which of them are wanted: those that a record names, and those that somebody here has in hand. */
export interface Shelf {
  /** Stores an upload and holds it. */
  put(source: Readable, limit: number): Promise<Stored>;
  /** Lets go of an upload. */
  release(stored: Pick<Stored, 'digest'>): Promise<void>;
  /** Removes a blob that nobody wants any more, as soon as no upload comes in: it could be the same bytes. */
  forget(digest: string): Promise<void>;
}

export function openShelf(blobs: Blobs, records: Pick<Records, 'namesBlob'>): Shelf {
  const held = new Map<string, number>();
  const doomed = new Set<string>();
  let incoming = 0;
  let removing: Promise<void> | null = null;

  async function removeDoomed(): Promise<void> {
    for (const digest of doomed) {
      doomed.delete(digest);
      if (!held.has(digest) && !(await records.namesBlob(digest))) await blobs.remove(digest);
    }
  }

  /** Uploads and removals take turns. */
  async function collect(): Promise<void> {
    if (incoming > 0) return;
    removing ??= removeDoomed().finally(() => (removing = null));
    await removing;
  }

  async function forget(digest: string): Promise<void> {
    doomed.add(digest);
    await collect();
  }

  return {
    forget,
    async put(source, limit) {
      while (removing) await removing.catch(() => undefined);
      incoming += 1;
      try {
        const stored = await blobs.put(source, limit);
        held.set(stored.digest, (held.get(stored.digest) ?? 0) + 1);
        return stored;
      } finally {
        incoming -= 1;
        collect().catch(() => undefined); // what stays is swept later
      }
    },
    async release({ digest }) {
      const others = (held.get(digest) ?? 1) - 1;
      if (others > 0) held.set(digest, others);
      else held.delete(digest);
      await forget(digest);
    },
  };
}

/** Removes blobs that are older than `before` and that no record names: what processes that were killed left behind. */
export async function sweepShelf(
  blobs: Blobs,
  records: Pick<Records, 'namesBlob'>,
  before: Date,
): Promise<void> {
  await blobs.sweep();
  for await (const digest of blobs.olderThan(before)) {
    if (!(await records.namesBlob(digest))) await blobs.remove(digest);
  }
}
