import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, JobView, Problem, RowView } from '../support/client.ts';
import { admitDigits } from '../support/digits.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

let service: Standalone;
let ids: { model: string; dataset: string };
beforeAll(async () => {
  service = await startStandalone({ CHUNK_SECONDS: '0.05', CHUNK_SAMPLES: '16' });
  ids = await admitDigits(service.client);
});
afterAll(() => service.close());

type Result = RowView & { readonly final: boolean };
const resultsOf = async (client: Client, id: string) => (await client.rows(id)) as readonly Result[];

/** Follows a job to its end; answers what was seen of each sample, in order. */
async function watched(client: Client, id: string): Promise<Map<number, readonly Result[]>> {
  const seen = new Map<number, readonly Result[]>();
  const look = async () => {
    for (const row of await resultsOf(client, id)) seen.set(row.index, [...(seen.get(row.index) ?? []), row]);
  };
  let looking = Promise.resolve();
  await client.until(id, ({ status }: JobView) => {
    looking = looking.then(look);
    return status === 'succeeded';
  });
  await looking;
  await look();
  return seen;
}

describe('a method that stops by itself', () => {
  const ask = async <T>(method: object) =>
    service.client.post<T>('/v1/jobs?validate_only=true', {
      ...ids,
      samples: { limit: 10 },
      method: { name: 'smoothing', sigma: 0.25, ...method },
    });

  it('is planned: what can be certified at all, and by how many draws', async () => {
    interface Plan {
      planning: {
        least_draws: number;
        largest_radius: number;
        expected_draws: { p: number; draws: number; runner_seconds: number }[];
      };
    }
    const { status, body } = await ask<Plan>({ max_n: 10_000, target: { radius: 0.5 } });
    expect(status).toBe(200);
    const { least_draws, largest_radius, expected_draws } = body.planning;
    expect(least_draws).toBeGreaterThan(300);
    expect(least_draws).toBeLessThan(1000);
    expect(largest_radius).toBeGreaterThan(0.75);
    expect(largest_radius).toBeLessThan(1);
    expect(expected_draws.map(({ p }) => p)).toEqual([...expected_draws.map(({ p }) => p)].sort());
    for (const { draws, runner_seconds } of expected_draws) {
      expect(draws).toBeLessThanOrEqual(10_000);
      expect(runner_seconds).toBeGreaterThan(0);
    }
  });

  it.each([
    [{ max_n: 10_000, target: { radius: 2 } }, 'target_unreachable', '/method/target/radius'],
    [{ max_n: 100, target: { radius: 0.5 } }, 'target_unreachable', '/method/target/radius'],
    [{ target: { width: 0 } }, 'value_invalid', '/method/target/width'],
    [{ max_n: 5 }, 'max_n_too_small', '/method/max_n'],
  ])('is refused where it can never answer: %j', async (method, code, pointer) => {
    const { status, body } = await ask<Problem>(method);
    expect(status).toBe(422);
    expect(body.errors.map((one) => [one.code, one.pointer])).toEqual([[code, pointer]]);
  });
});

describe('what a running job shows', () => {
  it('is proved already: it never shrinks, and gives way to the row that stands', async () => {
    const { client } = service;
    const method = { name: 'smoothing', sigma: 0.25, max_n: 20_000 };
    const { id } = await client.submit({ ...ids, samples: { limit: 32 }, method });
    const seen = await watched(client, id);
    expect(seen.size).toBe(32);
    let running = 0;
    for (const rows of seen.values()) {
      running += rows.filter(({ final }) => !final).length;
      let radius = 0;
      let final = false;
      for (const row of rows) {
        expect(row.radius ?? 0).toBeGreaterThanOrEqual(radius);
        if (final) expect(row).toEqual(rows.at(-1));
        radius = row.radius ?? 0;
        final ||= row.final;
      }
      expect(final).toBe(true);
    }
    expect(running).toBeGreaterThan(0);
    const { body } = await client.ask<{ data: { type: string; data: { running?: { radius: number }[] } }[] }>(
      `/v1/jobs/${id}/events`,
    );
    const told = body.data.flatMap(({ data }) => data.running ?? []);
    expect(told.some(({ radius }) => radius > 0)).toBe(true);
    expect(await client.summary(id)).toMatchObject({ samples: 32, running: 0, draws: { counted: 640_000 } });
  });

  it('is what was proved before, where a job is extended', async () => {
    const { client } = service;
    const method = { name: 'smoothing', sigma: 0.25, max_n: 1000 };
    const first = await client.submit({ ...ids, samples: { limit: 48 }, method });
    await client.ended(first.id);
    const before = await resultsOf(client, first.id);
    const { body } = await client.post<JobView>(`/v1/jobs/${first.id}/extend`, { max_n: 10_000_000 });
    const at = await resultsOf(client, body.id);
    expect(at.map(({ index }) => index)).toEqual(before.map(({ index }) => index));
    for (const [place, row] of at.entries()) {
      expect(row.final).toBe(false);
      expect(row.radius ?? 0).toBeGreaterThanOrEqual(before[place]!.radius ?? 0);
    }
    expect(await client.summary(body.id)).toMatchObject({ samples: 48, running: 48 });
    await client.post(`/v1/jobs/${body.id}/cancel`, {});
    await client.ended(body.id);
  });

  it('lets samples that are decided by few draws leave first', async () => {
    const { client } = service;
    const method = { name: 'smoothing', sigma: 0.25, max_n: 1_000_000, target: { radius: 0.25 } };
    const { id } = await client.submit({ ...ids, samples: { limit: 48 }, method });
    expect((await client.ended(id)).status).toBe('succeeded');
    const summary = await client.summary(id);
    const { counted, computed } = (summary as unknown as { draws: { counted: number; computed: number } })
      .draws;
    expect(counted).toBeLessThan(48 * 100_000);
    expect(computed).toBeGreaterThanOrEqual(counted);
  });
});
