import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client as Postgres } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../support/client.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { carryOut } from '../support/dockerfile.ts';
import type { Image } from '../support/dockerfile.ts';
import { startCommand, temporaryDirectory } from '../support/processes.ts';
import type { Directory, Started } from '../support/processes.ts';

const ROOT = join(import.meta.dirname, '../..');
const schema = `docker_${randomUUID().replaceAll('-', '')}`;
let directory: Directory;
let image: Image;
const processes: Started[] = [];

async function sql(statement: string): Promise<void> {
  const client = new Postgres({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  await sql(`create schema ${schema}`);
  image = await carryOut(readFileSync(join(ROOT, 'docker/Dockerfile'), 'utf8'), ROOT, directory.path);
}, 300_000);

afterAll(async () => {
  await Promise.all(processes.map((one) => one.end()));
  await sql(`drop schema ${schema} cascade`);
  await directory.remove();
});

describe('the image', () => {
  it('starts API and worker with production dependencies only, and certifies', async () => {
    const database = new URL(process.env['DATABASE_URL']!);
    database.searchParams.set('options', `-c search_path=${schema}`);
    const key = 'k'.repeat(32);
    const env = {
      ...image.env,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: join(directory.path, 'data'),
      DATABASE_URL: database.href,
      REDIS_URL: `${process.env['REDIS_URL']}?db=8`,
      API_KEY: key,
      RUNNERS: '1',
    };
    const api = startCommand(image.command, image.workdir, env);
    const worker = startCommand(['node', 'dist/worker.js'], image.workdir, env);
    processes.push(api, worker);
    const { address } = await api.line((line) => line.address !== undefined);
    await worker.line(({ msg }) => msg === 'working');

    const stranger = new Client(address!);
    expect((await stranger.ask('/v1/jobs')).status).toBe(401);
    const client = new Client(address!, key);
    const ids = await admitDigits(client);
    const { id } = await client.submit({ ...ids, samples: { limit: 3 }, method: smoothing(100) });
    expect((await client.ended(id)).status).toBe('succeeded');
  });
});
