import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Client as Postgres } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, digestOf } from '../support/client.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { start, temporaryDirectory } from '../support/processes.ts';
import type { Directory, Started } from '../support/processes.ts';
import { startStandalone } from '../support/standalone.ts';

/** A database of Redis that only this file uses, so that it may be flushed. */
const REDIS_DB = 7;
const redisUrl = () => `${process.env['REDIS_URL']}?db=${REDIS_DB}`;
const schema = `scaled_${randomUUID().replaceAll('-', '')}`;

async function sql(statement: string): Promise<void> {
  const client = new Postgres({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

let directory: Directory;
let environment: Record<string, string>;
let redis: Redis;
const processes = new Set<Started>();

beforeAll(async () => {
  await sql(`create schema ${schema}`);
  directory = await temporaryDirectory();
  const database = new URL(process.env['DATABASE_URL']!);
  database.searchParams.set('options', `-c search_path=${schema}`);
  environment = {
    DATA_DIR: directory.path,
    DATABASE_URL: database.href,
    REDIS_URL: redisUrl(),
    RUNNERS: '1',
    LEASE_SECONDS: '2',
    RECONCILE_SECONDS: '0.5',
    CHUNK_SAMPLES: '4',
  };
  redis = new Redis(process.env['REDIS_URL']!.replace('unix://', ''), { db: REDIS_DB });
  await redis.flushdb();
});

afterAll(async () => {
  await Promise.all([...processes].map((one) => one.end()));
  redis.disconnect();
  await sql(`drop schema ${schema} cascade`);
  await directory.remove();
});

async function startApi(): Promise<{ process: Started; client: Client }> {
  const started = start('server', environment);
  processes.add(started);
  const { address } = await started.line((line) => line.address !== undefined);
  return { process: started, client: new Client(address!) };
}

async function startWorker(): Promise<Started> {
  const started = start('worker', environment);
  processes.add(started);
  await started.line(({ msg }) => msg === 'working');
  return started;
}

const SAMPLES = { limit: 80 };
const METHOD = smoothing(4000);

describe('API and workers as processes of their own, on PostgreSQL and Redis', () => {
  it('give the rows of the standalone service, whatever is killed or flushed on the way', async () => {
    const alone = await startStandalone();
    const there = await admitDigits(alone.client);
    const reference = await alone.client.submit({ ...there, samples: SAMPLES, method: METHOD });
    await alone.client.ended(reference.id);
    const expected = digestOf(await alone.client.rows(reference.id));
    await alone.close();

    let api = await startApi();
    const ids = await admitDigits(api.client);
    const { id } = await api.client.submit({ ...ids, samples: SAMPLES, method: METHOD });
    expect((await api.client.job(id)).status).toBe('queued');

    const [first] = await Promise.all([startWorker(), startWorker()]);
    await api.client.until(id, ({ progress }) => progress.done >= 8);
    await redis.flushdb();
    await first.end('SIGKILL');
    await api.process.end('SIGKILL');
    api = await startApi();
    await api.client.until(id, ({ progress }) => progress.done >= 40);
    await redis.flushdb();

    const job = await api.client.ended(id);
    expect(job).toMatchObject({ status: 'succeeded', progress: { done: 80, total: 80 } });
    expect(digestOf(await api.client.rows(id))).toBe(expected);
  });

  it('cancels on a worker from the API', async () => {
    const api = await startApi();
    const ids = await admitDigits(api.client);
    const { id } = await api.client.submit({ ...ids, method: smoothing(50_000_000) });
    await api.client.until(id, ({ status }) => status === 'running');
    await api.client.post(`/v1/jobs/${id}/cancel`, {});
    expect((await api.client.ended(id)).status).toBe('canceled');
  });
});
