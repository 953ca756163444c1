import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/adapters/sql/postgres.ts';
import { openRecords } from '../../src/adapters/sql/records.ts';
import { recordsLaws } from '../laws/records.ts';
import type { Place } from '../laws/records.ts';
import { aModel } from '../support/records.ts';

const SERVER = process.env['DATABASE_URL'];

/** Runs one statement, and answers how many rows it concerned. */
async function run(statement: string): Promise<number | null> {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount;
  } finally {
    await client.end();
  }
}

/** A schema of its own, so that runs on one server do not see each other. */
async function freshSchema(): Promise<Place> {
  const schema = `records_${randomUUID().replaceAll('-', '')}`;
  await run(`create schema ${schema}`);
  const url = new URL(SERVER!);
  url.searchParams.set('options', `-c search_path=${schema}`);
  const drop = async () => {
    await run(`drop schema ${schema} cascade`);
  };
  return { url: url.href, drop };
}

describe('records on PostgreSQL', () => {
  it('is told where the server is', () => {
    expect(SERVER, 'set DATABASE_URL').toMatch(/^postgres/);
  });

  recordsLaws(freshSchema);

  it('goes on with new connections when the server ended the old ones', async () => {
    const place = await freshSchema();
    const name = `records-${randomUUID()}`;
    const records = await openRecords(`${place.url}&application_name=${name}`);
    await records.migrate();
    await Promise.all([1, 2, 3].map(() => records.addModel(aModel())));
    const ended = await run(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${name}'`,
    );
    expect(ended).toBeGreaterThan(0);
    await expect.poll(() => records.model('mdl_1').catch(() => null)).toEqual(aModel());
    await records.close();
    await place.drop();
  });

  it('outlives the end of a connection between two statements of a transaction', async () => {
    const store = openPostgres(SERVER!);
    const deaths: unknown[] = [];
    const hear = (error: unknown) => deaths.push(error);
    process.on('uncaughtException', hear);
    const writing = store.write(async (tables) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tables);
      const { pid } = rows[0]!;
      expect(await run(`select 1 where pg_terminate_backend(${pid})`)).toBe(1);
      await expect.poll(() => run(`select 1 from pg_stat_activity where pid = ${pid}`)).toBe(0);
      // What the server said last has come; now it is heard, while no statement waits for an answer.
      await setImmediate();
      await sql`select 1`.execute(tables);
    });
    await expect(writing).rejects.toThrow('not queryable');
    expect(await store.write(async (tables) => (await sql`select 1`.execute(tables)).rows)).toHaveLength(1);
    await store.close();
    process.off('uncaughtException', hear);
    expect(deaths).toEqual([]);
  });
});
