import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, JobView, Problem } from '../support/client.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';
import { parseXml } from '../support/xml.ts';

interface Gate {
  readonly answer: string;
  readonly settled: boolean;
  readonly stopped_early: boolean;
  readonly samples: { planned: number; examined: number; not_examined: number };
  readonly gates: { needs: { counted: number; proved: number }; bound: number; text: string }[];
}
type Gated = JobView & { readonly gate: Gate | null };

let service: Standalone;
let client: Client;
let ids: { model: string; dataset: string };
beforeAll(async () => {
  service = await startStandalone({ RUNNERS: '2', CHUNK_SAMPLES: '5' });
  ({ client } = service);
  ids = await admitDigits(client);
});
afterAll(() => service.close());

const SAMPLES = { limit: 200 };
const request = (gate: unknown, more: object = {}) => ({
  ...ids,
  samples: SAMPLES,
  method: smoothing(500),
  gate,
  ...more,
});
const accuracy = (min: number, more: object = {}) => ({
  metric: 'certified_accuracy',
  radius: 0.25,
  min,
  ...more,
});
const run = async (gate: unknown) => {
  const { id } = await client.submit(request(gate));
  const job = (await client.ended(id)) as Gated;
  expect(job.status).toBe('succeeded');
  return job;
};
const gateOf = async (id: string) => (await client.ask<Gate>(`/v1/jobs/${id}/gate`)).body;
const textOf = async (id: string, accept: string) =>
  (await fetch(`${client.address}/v1/jobs/${id}/gate`, { headers: { accept } })).text();

describe('a gate', () => {
  it('is passed as soon as that is certain, and the job tells it in every form', async () => {
    const job = await run([accuracy(0.3)]);
    const { done, total } = job.progress;
    expect(total).toBe(200);
    expect(done).toBeLessThan(200);
    const gate = {
      answer: 'passed',
      settled: true,
      stopped_early: true,
      samples: { planned: 200, examined: done, not_examined: 200 - done },
    };
    expect(job.gate).toMatchObject(gate);
    expect(await gateOf(job.id)).toEqual(job.gate);
    expect(job.gate!.gates[0]!.bound).toBeGreaterThanOrEqual(0.3);
    expect(await client.rows(job.id)).toHaveLength(done);
    const summary = await client.summary(job.id, [0.25]);
    expect(summary).toMatchObject({ samples: done, gate, statement: { of: 200 } });
    expect(parseXml(await textOf(job.id, 'application/junit+xml')).attributes).toMatchObject({
      tests: '1',
      failures: '0',
      errors: '0',
    });
    expect(await textOf(job.id, 'text/markdown')).toContain('Gate passed');
    const certificate = await client.ask<Problem>(`/v1/jobs/${job.id}/certificate`);
    expect(certificate).toMatchObject({ status: 409, body: { code: 'job_stopped_early' } });
  });

  it('gives the answer of the whole job, and is not settled by fewer rows than that takes', async () => {
    const whole = await run([accuracy(0.3, { stop: false })]);
    expect(whole).toMatchObject({
      progress: { done: 200 },
      gate: { answer: 'passed', stopped_early: false },
    });
    const { certified_accuracy: curve } = await client.summary(whole.id, [0.25]);
    const right = Math.round(curve[0]!.value * 200);
    expect(right).toBeLessThan(190);
    // one more than there are right fails; as many as there are right is reached and not proved
    const failed = await run([accuracy((right + 1) / 200)]);
    const undecided = await run([accuracy(right / 200)]);
    expect([failed.gate?.answer, undecided.gate?.answer]).toEqual(['failed', 'undecided']);
    expect([failed.gate?.settled, undecided.gate?.settled]).toEqual([true, true]);
    const rows = await client.rows(failed.id);
    const before = new Map((await client.rows(whole.id)).map((row) => [row.index, row.radius]));
    expect(rows.map(({ index, radius }) => [index, radius])).toEqual(
      rows.map(({ index }) => [index, before.get(index)]),
    );
  });

  it('survives a kill of everything half-way', async () => {
    const { id } = await client.submit(request([accuracy(0.3)], { method: smoothing(4000) }));
    await client.until(id, ({ progress }) => progress.done >= 5);
    await service.restart('SIGKILL');
    ({ client } = service);
    const job = (await client.ended(id)) as Gated;
    expect(job).toMatchObject({ status: 'succeeded', gate: { answer: 'passed', stopped_early: true } });
    expect(await client.rows(id)).toHaveLength(job.progress.done);
    expect(job.gate!.samples.examined).toBe(job.progress.done);
  });

  it('is decided by rows that are final, and goes with an extension', async () => {
    const anytime = { name: 'smoothing', sigma: 0.25, max_n: 1000, alpha: 0.001 };
    const ask = async (gate: object) => {
      const { id } = await client.submit(request([gate], { method: anytime, samples: { limit: 60 } }));
      return (await client.ended(id)) as Gated;
    };
    const early = await ask(accuracy(0.3));
    expect(early).toMatchObject({ status: 'succeeded', gate: { answer: 'passed' } });
    expect(await client.summary(early.id)).toMatchObject({ samples: early.progress.done, running: 0 });
    const whole = await ask(accuracy(0.3, { stop: false }));
    const answer = await client.post<Gated>(`/v1/jobs/${whole.id}/extend`, { max_n: 3000 });
    expect(answer.status).toBe(202);
    const extended = (await client.ended(answer.body.id)) as Gated;
    expect(extended).toMatchObject({
      progress: { done: 60 },
      gate: { answer: 'passed', samples: { examined: 60 } },
    });
    if (early.progress.done < 60) {
      const refused = await client.post<Problem>(`/v1/jobs/${early.id}/extend`, { max_n: 3000 });
      expect([refused.status, refused.body.code]).toEqual([409, 'job_stopped_early']);
    }
  });

  it('is judged before anything is run', async () => {
    const ask = (gate: unknown) => client.post<Problem>('/v1/jobs?validate_only=true', request(gate));
    expect(await ask([accuracy(0.5)])).toMatchObject({
      status: 200,
      body: { valid: true, gate: [{ needs: { counted: 100, proved: 103 }, confidence: 0.999 }] },
    });
    const refused = async (gate: unknown) => {
      const { status, body } = await ask(gate);
      return [status, ...body.errors.map(({ code, pointer }) => `${code} ${pointer}`)];
    };
    expect(await refused([{ metric: 'accuracy', min: 0.5 }])).toEqual([422, 'type_wrong /gate/0/metric']);
    expect(await refused([{ metric: 'certified_accuracy', min: 1.5 }, accuracy(0.5)])).toEqual([
      422,
      'field_missing /gate/0/radius',
      'value_invalid /gate/0/min',
    ]);
    expect(
      await refused([accuracy(0.5), { ...accuracy(0.5), radius: 7 }, accuracy(0.999, { radius: 0 })]),
    ).toEqual([422, 'radius_out_of_reach /gate/1/radius', 'gate_unprovable /gate/2/min']);
    const bare = {
      ...request([accuracy(0.5)]),
      dataset: undefined,
      samples: undefined,
      inputs: [{ data: Array(64).fill(0) }],
    };
    const { body } = await client.post<Problem>('/v1/jobs', bare);
    expect(body.errors).toMatchObject([{ code: 'labels_missing', pointer: '/gate/0/metric' }]);
    const { id } = await client.submit({ ...request(undefined), samples: { limit: 1 } });
    expect(await client.ask(`/v1/jobs/${id}/gate`)).toMatchObject({
      status: 404,
      body: { code: 'gate_unknown' },
    });
  });
});
