import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../support/client.ts';
import type { Client, JobView, Problem } from '../support/client.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

/** One with a runner, one with two and chunks that divide nothing. */
const SETTINGS = [{ RUNNERS: '1' }, { RUNNERS: '2', CHUNK_SAMPLES: '7', CHUNK_SECONDS: '0.1' }];
let services: readonly Standalone[];
beforeAll(async () => {
  services = await Promise.all(SETTINGS.map(startStandalone));
});
afterAll(() => Promise.all(services.map((service) => service.close())));

const SAMPLES = { offset: 5, limit: 24, stride: 3 };
const upTo = (max_n: number, more: object = {}) => ({
  name: 'smoothing',
  sigma: 0.25,
  max_n,
  alpha: 0.001,
  ...more,
});

async function submit(client: Client, method: object): Promise<string> {
  const ids = await admitDigits(client);
  return (await client.submit({ ...ids, samples: SAMPLES, method })).id;
}

async function extend(client: Client, id: string, body: unknown): Promise<string> {
  const answer = await client.post<JobView & { extends: string }>(`/v1/jobs/${id}/extend`, body);
  expect(answer).toMatchObject({ status: 202, body: { extends: id } });
  return answer.body.id;
}

async function digestAtEnd(client: Client, id: string): Promise<string> {
  expect(await client.ended(id)).toMatchObject({ status: 'succeeded', progress: { done: SAMPLES.limit } });
  return digestOf(await client.rows(id));
}

const METHODS: Record<string, object> = {
  'for its cap alone': {},
  'for a decision at a radius': { target: { radius: 0.3 } },
  'for a radius known to a width': { target: { width: 0.1 } },
  'with two-sided bounds': { two_sided: true },
};

describe('an extended job', () => {
  it.each(Object.entries(METHODS))('has the rows of a job at once, %s', async (_, more) => {
    const [one] = services;
    const expected = await digestAtEnd(one!.client, await submit(one!.client, upTo(3000, more)));
    for (const { client } of services) {
      const first = await submit(client, upTo(1000, more));
      expect(await digestAtEnd(client, first)).not.toBe(expected);
      const cost = await client.post<{ forward_passes: number; samples: number }>(
        `/v1/jobs/${first}/extend?validate_only=true`,
        { max_n: 3000 },
      );
      expect(cost).toMatchObject({ status: 200, body: { valid: true, samples: 24 } });
      expect(cost.body.forward_passes).toBeGreaterThan(0);
      expect(cost.body.forward_passes).toBeLessThanOrEqual(24 * 2032);
      const extension = await extend(client, first, { max_n: 3000, metadata: { step: 'two' } });
      expect(await digestAtEnd(client, extension)).toBe(expected);
    }
  });

  it('can be extended again, and is not disturbed by killed runners or a killed service', async () => {
    const method = { ...upTo(1000), seed: 'ab'.repeat(32) };
    const [one, two] = services;
    const atOnce = await submit(one!.client, { ...method, max_n: 10_000 });
    const expected = await digestAtEnd(one!.client, atOnce);
    const first = await submit(two!.client, method);
    await two!.client.ended(first);
    const second = await extend(two!.client, first, { max_n: 1500 });
    await two!.client.ended(second);
    const third = await extend(two!.client, second, { max_n: 10_000 });
    await two!.client.until(third, ({ status }) => status === 'running');
    for (const pid of two!.runners()) process.kill(pid, 'SIGKILL');
    await two!.client.until(third, ({ progress }) => progress.done > 0);
    await two!.restart('SIGKILL');
    expect(await digestAtEnd(two!.client, third)).toBe(expected);
  });

  it('is refused with the reason where it cannot be', async () => {
    const [{ client }] = services as [Standalone];
    const refused = async (id: string, body: unknown) => {
      const { status, body: problem } = await client.post<Problem>(`/v1/jobs/${id}/extend`, body);
      const faults = problem.errors.map(({ code, pointer }) => [code, pointer]);
      return [status, problem.code, ...(status === 422 ? faults : [])];
    };
    expect(await refused(`job_${'0'.repeat(32)}`, { max_n: 5 })).toEqual([404, 'job_unknown']);

    const endless = await submit(client, upTo(50_000_000));
    expect(await refused(endless, { max_n: 60_000_000 })).toEqual([409, 'job_not_succeeded']);
    await client.post(`/v1/jobs/${endless}/cancel`, {});
    await client.ended(endless);
    expect(await refused(endless, { max_n: 60_000_000 })).toEqual([409, 'job_not_succeeded']);

    const fixed = await submit(client, smoothing(1000));
    const capped = await submit(client, upTo(1000));
    await client.ended(fixed);
    await client.ended(capped);
    expect(await refused(fixed, { max_n: 5000 })).toEqual([
      422,
      'request_invalid',
      ['not_extendable', undefined],
    ]);
    expect(await refused(capped, { max_n: 1000 })).toEqual([
      422,
      'request_invalid',
      ['not_larger', '/max_n'],
    ]);
    expect(await refused(capped, { max_n: 0.5, n: 7, webhook: 'ftp://example.org' })).toMatchObject([
      422,
      'request_invalid',
      ['type_wrong', '/max_n'],
      ['field_unknown', '/n'],
      ['webhook_not_allowed', '/webhook'],
    ]);
    expect(await refused(capped, {})).toEqual([422, 'request_invalid', ['field_missing', '/max_n']]);
    expect(await refused(capped, { max_n: 1e12 })).toEqual([
      422,
      'request_invalid',
      ['max_n_too_large', '/max_n'],
    ]);

    const { dataset, model } = (await client.job(capped)) as JobView & { model: string };
    await client.ask(`/v1/models/${model}`, { method: 'DELETE' });
    await client.ask(`/v1/datasets/${dataset}`, { method: 'DELETE' });
    expect(await refused(capped, { max_n: 5000 })).toEqual([
      422,
      'request_invalid',
      ['model_unknown', undefined],
      ['dataset_unknown', undefined],
    ]);
  });
});
