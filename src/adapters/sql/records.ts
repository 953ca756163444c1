import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { Records } from '../../service/ports.ts';
import { chunks } from './chunks.ts';
import { datasets } from './datasets.ts';
import { deliveries } from './deliveries.ts';
import { digests } from './digests.ts';
import { endings } from './endings.ts';
import { events } from './events.ts';
import { jobs } from './jobs.ts';
import { leases } from './leases.ts';
import { migrate } from './migrations.ts';
import { models } from './models.ts';
import { openPostgres } from './postgres.ts';
import { rows } from './rows.ts';
import { settings } from './settings.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/**
 * Opens the records at a URL: `postgres://…`, or a SQLite file as `sqlite:path`, `file:path` or a plain path (`:memory:`
 * lives as long as the process). The tables are made by `migrate`.
 * @throws Error for a URL of another kind, or a file that cannot be opened.
 */
export async function openRecords(url: string): Promise<Records> {
  return recordsOf(await openUrl(url));
}

async function openUrl(url: string): Promise<Store> {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      return openPostgres(url);
    case 'file':
      return openSqlite(url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length));
    case 'sqlite':
      return openSqlite(url.slice('sqlite:'.length).replace(/^\/\//, ''));
    case undefined:
      return openSqlite(url);
    default:
      // The URL may hold a password: only its beginning is said.
      throw new Error(`records are kept in postgres:// or in a sqlite: file, not in ${scheme}:`);
  }
}

function recordsOf(store: Store): Records {
  return {
    migrate: () => migrate(store),
    ping: async () => {
      await store.read((tables) => sql`select 1`.execute(tables));
    },
    close: () => store.close(),
    ...models(store),
    ...datasets(store),
    ...digests(store),
    ...jobs(store),
    ...chunks(store),
    ...leases(store),
    ...rows(store),
    ...events(store),
    ...endings(store),
    ...deliveries(store),
    ...settings(store),
  };
}
