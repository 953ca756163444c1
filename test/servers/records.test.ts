import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { recordsLaws } from '../laws/records.ts';

const SERVER = process.env['DATABASE_URL'];

async function run(statement: string): Promise<void> {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

describe('records on PostgreSQL', () => {
  it('is told where the server is', () => {
    expect(SERVER, 'set DATABASE_URL').toMatch(/^postgres/);
  });

  recordsLaws(async () => {
    const schema = `records_${randomUUID().replaceAll('-', '')}`;
    await run(`create schema ${schema}`);
    const url = new URL(SERVER!);
    url.searchParams.set('options', `-c search_path=${schema}`);
    return { url: url.href, drop: () => run(`drop schema ${schema} cascade`) };
  });
});
