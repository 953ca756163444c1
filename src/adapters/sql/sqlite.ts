import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import type { DatabaseConnection, Driver, SqliteDialectConfig } from 'kysely';
import Database from 'libsql';
import type { Schema } from './schema.ts';
import { codeOf, openStore, patiently } from './store.ts';
import type { Store } from './store.ts';

/**
 * Milliseconds that SQLite itself waits for another writer. None, because this wait stops the event loop, and with it
 * another store of this process that may hold the lock; `patiently` waits without stopping anything.
 */
const BUSY_TIMEOUT = 0;

/** Opens a SQLite file, or `:memory:`, creating it and its folder where they are missing. */
export async function openSqlite(path: string): Promise<Store> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  try {
    await patiently(() => prepare(database), isBusy);
  } catch (error) {
    database.close();
    throw error;
  }
  return openStore('sqlite', new Kysely<Schema>({ dialect: new Dialect({ database }) }), isBusy);
}

/** FULL: a commit is on the disk when it is answered, so that an accepted job outlives a loss of power. */
function prepare(database: Database.Database): void {
  for (const pragma of [
    `busy_timeout = ${BUSY_TIMEOUT}`,
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
  ]) {
    database.pragma(pragma);
  }
}

const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));

class Dialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig & { readonly database: Database.Database };

  constructor(config: { readonly database: Database.Database }) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config);
  }
}

/**
 * Takes the write lock when a transaction begins. Taken at the first write, it could be refused half-way with no use in
 * waiting, because what was read before would be out of date.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #database: Database.Database;

  constructor(config: SqliteDialectConfig & { readonly database: Database.Database }) {
    super(config);
    this.#database = config.database;
  }

  /**
   * By `exec`, which ends the statement when it is refused. A prepared one would stay half-way until it is collected, the
   * next reading would not let go of its view of the database, and every later `begin` would be refused for being late.
   */
  override async beginTransaction(): Promise<void> {
    this.#database.exec('begin immediate');
  }

  /** A full disk, among others, has ended the transaction already; the first error is the one to hear about. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
