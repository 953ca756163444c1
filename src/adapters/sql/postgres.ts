import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { Schema } from './schema.ts';
import { codeOf, openStore } from './store.ts';
import type { Store } from './store.ts';

const POOL_SIZE = 10;
const CONNECT_TIMEOUT = 10_000;
/** Milliseconds after which the server ends the transaction of a process that stands still, and frees its locks. */
const IDLE_IN_TRANSACTION = 30_000;
const BIGINT = 20;
/** Serialization failure and deadlock. */
const PASSING = ['40001', '40P01'];

/** Opens PostgreSQL by URL. Nothing is connected yet: `ping` tells whether the server answers. */
export function openPostgres(url: string): Store {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION,
    keepAlive: true,
    application_name: 'provable',
    types: { getTypeParser },
  });
  // An idle connection that breaks is replaced by the pool; unheard, this event would end the process.
  pool.on('error', () => undefined);
  // The pool does not listen to a connection that is in use. When that breaks between two statements, the next rejects.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const database = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return openStore('postgres', database, (error) => PASSING.includes(codeOf(error)));
}

/** Counters are `bigint` columns and stay far below 2^53: they are numbers here, not text. */
const getTypeParser: typeof types.getTypeParser = (
  oid: number,
  format?: 'text' | 'binary',
): ((text: string) => unknown) =>
  Number(oid) === BIGINT && format !== 'binary' ? Number : types.getTypeParser(oid, format);
