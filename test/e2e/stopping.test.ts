import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { admitDigits, smoothing } from '../support/digits.ts';
import { cpuTimeOf } from '../support/processes.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

let service: Standalone;
let ids: { model: string; dataset: string };
beforeAll(async () => {
  service = await startStandalone();
  ids = await admitDigits(service.client);
});
afterAll(() => service.close());

/** Far more work than a test waits for. */
const ENDLESS = smoothing(50_000_000);
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('stopping a job', () => {
  it('says canceled only when its runners are dead, and goes on with others', async () => {
    const { client } = service;
    const { id } = await client.submit({ ...ids, method: ENDLESS });
    await client.until(id, ({ status }) => status === 'running');
    const runners = service.runners();
    const atFirst = runners.map(cpuTimeOf);
    const working = () => runners.filter((pid, place) => cpuTimeOf(pid) > atFirst[place]! + 20);
    const busy = await vi.waitUntil(() => working().length > 0 && working(), { timeout: 120_000 });
    const answer = await client.post<{ status: string }>(`/v1/jobs/${id}/cancel`, {});
    expect([200, 202]).toContain(answer.status);
    const job = await client.ended(id);
    expect(job.status).toBe('canceled');
    expect(busy.some(isAlive)).toBe(false);

    const again = await client.post<{ status: string }>(`/v1/jobs/${id}/cancel`, {});
    expect([again.status, again.body.status]).toEqual([200, 'canceled']);
    const next = await client.submit({ ...ids, samples: { limit: 2 }, method: smoothing(100) });
    expect((await client.ended(next.id)).status).toBe('succeeded');
    const late = await client.post<{ code: string }>(`/v1/jobs/${next.id}/cancel`, {});
    expect([late.status, late.body.code]).toEqual([409, 'job_ended']);
  });

  it('expires a job at its deadline and keeps the rows there are', async () => {
    const { client } = service;
    const { id } = await client.submit({ ...ids, method: ENDLESS, deadline: 1 });
    const job = await client.ended(id);
    expect(job).toMatchObject({ status: 'expired', error: { code: 'deadline_passed' } });
  });

  it('does not let a short job wait for a long one', async () => {
    const { client } = service;
    const long = await client.submit({ ...ids, samples: { limit: 500 }, method: smoothing(200_000) });
    await client.until(long.id, ({ status }) => status === 'running');
    const short = await client.submit({ ...ids, samples: { limit: 3 }, method: smoothing(100) });
    expect((await client.ended(short.id)).status).toBe('succeeded');
    const other = await client.job(long.id);
    expect(other.status).toBe('running');
    expect(other.progress.done).toBeLessThan(500);
    await client.post(`/v1/jobs/${long.id}/cancel`, {});
    await client.ended(long.id);
  });

  it('refuses to delete what a job uses, and deletes it afterwards', async () => {
    const { client } = service;
    const job = await client.submit({ ...ids, method: ENDLESS });
    const refused = await client.ask<{ code: string }>(`/v1/models/${ids.model}`, { method: 'DELETE' });
    expect([refused.status, refused.body.code]).toEqual([409, 'model_in_use']);
    await client.post(`/v1/jobs/${job.id}/cancel`, {});
    await client.ended(job.id);
    expect((await client.ask(`/v1/models/${ids.model}`, { method: 'DELETE' })).status).toBe(204);
    expect((await client.ask(`/v1/models/${ids.model}`)).status).toBe(404);
    expect((await client.job(job.id)).status).toBe('canceled');
    ids = await admitDigits(client);
    const next = await client.submit({ ...ids, samples: { limit: 1 }, method: smoothing(100) });
    expect((await client.ended(next.id)).status).toBe('succeeded');
  });
});
