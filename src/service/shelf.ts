import type { Readable } from 'node:stream';
import type { Blobs, Records } from './ports.ts';
import type { Stored } from './provable.ts';

/** The blobs, and which of them are wanted: those that a record names, and those that somebody here has in hand. */
export interface Shelf {
  /** Stores an upload and holds it. */
  put(source: Readable, limit: number): Promise<Stored>;
  /** Lets go of an upload. */
  release(stored: Pick<Stored, 'digest'>): Promise<void>;
  /** Removes a blob that nobody wants any more. */
  forget(digest: string): Promise<void>;
}

export function openShelf(blobs: Blobs, records: Pick<Records, 'namesBlob'>): Shelf {
  const held = new Map<string, number>();
  async function forget(digest: string): Promise<void> {
    if (held.has(digest) || (await records.namesBlob(digest))) return;
    if (!held.has(digest)) await blobs.remove(digest);
  }
  return {
    forget,
    async put(source, limit) {
      const stored = await blobs.put(source, limit);
      held.set(stored.digest, (held.get(stored.digest) ?? 0) + 1);
      return stored;
    },
    async release({ digest }) {
      const others = (held.get(digest) ?? 1) - 1;
      if (others > 0) held.set(digest, others);
      else held.delete(digest);
      await forget(digest);
    },
  };
}
