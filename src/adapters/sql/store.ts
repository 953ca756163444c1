import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Schema, Tables, Writing } from './schema.ts';
import { turns } from './turns.ts';

/** How long a transaction that others hold up is tried again, in milliseconds. */
const PATIENCE = 30_000;
/** Short, so that a waiting writer meets the moment between two transactions of a busy one; a refused try costs little. */
const LONGEST_PAUSE = 10;

export type Dialect = 'sqlite' | 'postgres';

export interface Store {
  readonly dialect: Dialect;
  /** One statement that reads. */
  read<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /** One transaction that writes: all of it or nothing. Begun again when other writers are in its way. */
  write<T>(work: (writing: Writing) => Promise<T>): Promise<T>;
  /**
   * The same query, holding its rows until the transaction ends. SQLite needs no such word: there a transaction that
   * writes is alone from its beginning.
   */
  locking<TB extends keyof Schema, O>(
    query: SelectQueryBuilder<Schema, TB, O>,
  ): SelectQueryBuilder<Schema, TB, O>;
  close(): Promise<void>;
}

/** `passing` tells errors that another try can get over, such as a deadlock. */
export function openStore(
  dialect: Dialect,
  database: Kysely<Schema>,
  passing: (error: unknown) => boolean,
): Store {
  let closing: Promise<void> | undefined;
  const transact = <T>(work: (writing: Writing) => Promise<T>) =>
    database.transaction().setIsolationLevel('read committed').execute(work);
  // On SQLite one writer at a time asks for the lock, or its writers would stand in each other's way as well.
  const inTurn = dialect === 'sqlite' ? turns() : <T>(work: () => Promise<T>) => work();
  return {
    dialect,
    read: (work) => patiently(() => work(database), passing),
    write: (work) => {
      // Patience counts the wait for a turn too: behind a lock that stays, each writer fails at its own time.
      const until = performance.now() + PATIENCE;
      return inTurn(() => patiently(() => transact(work), passing, until));
    },
    locking: (query) => (dialect === 'postgres' ? query.forUpdate() : query),
    close: () => (closing ??= database.destroy()),
  };
}

/**
 * Tries until it works, the error is not a passing one, or patience ends, at `until` of `performance.now()`. Before each
 * new try the event loop serves what came in: timers alone, when they are many and due, keep it from that.
 */
export async function patiently<T>(
  work: () => T | Promise<T>,
  passing: (error: unknown) => boolean,
  until = performance.now() + PATIENCE,
): Promise<T> {
  for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      return await work();
    } catch (error) {
      if (!passing(error) || performance.now() > until) throw error;
    }
    await setTimeout(pause * (0.5 + Math.random()));
    await setImmediate();
  }
}

/** The `code` that both database clients put on their errors. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
