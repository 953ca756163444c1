import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords } from '../../src/adapters/sql/records.ts';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { encode } from '../../src/graph/onnx/encode.ts';
import { digestOf } from '../support/client.ts';
import type { Problem } from '../support/client.ts';
import { boundedModel, digitsData } from '../support/digits.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

interface Methods {
  readonly id: string;
  readonly methods: Record<
    string,
    { supported: boolean; reasons?: { code: string; node?: string; operator?: string; message: string }[] }
  >;
}

const METADATA = { name: 'bounded digits', domain: [0, 1], grid: 1 / 16 };

async function admit({ client }: Standalone): Promise<{ model: string; dataset: string }> {
  const model = await client.admit('/v1/models', [{ name: 'file', content: boundedModel() }], METADATA);
  const dataset = await client.admit('/v1/datasets', [{ name: 'file', content: digitsData() }], {
    scale: 1 / 16,
  });
  return { model, dataset };
}

/** Scores that are only ever 0 or 1: there are no bounds for the second layer. */
function withoutBounds(): Uint8Array {
  const builder = new GraphBuilder('hard');
  const x = builder.input('x', ['batch', 4]);
  const w = builder.constant([1, 0, 0, 1, 1, 0, 0, 1], [4, 2]);
  const scores = builder.node('MatMul', [x, w], {}, { name: 'dense' });
  const hard = builder.node('Hardmax', [scores], { axis: 1 }, { name: 'hard' });
  builder.output(builder.node('Add', [hard, scores], {}, { outputs: ['logits'] }), ['batch', 2]);
  return encode(builder.model());
}

let service: Standalone;
let ids: { model: string; dataset: string };
beforeAll(async () => {
  service = await startStandalone();
  ids = await admit(service);
});
afterAll(() => service.close());

const certified = async (on: Standalone, job: object) => {
  const { id } = await on.client.submit(job);
  const ended = await on.client.ended(id);
  expect(ended).toMatchObject({ status: 'succeeded', error: null });
  return { id, job: ended, rows: await on.client.rows(id) };
};

describe('certificates by interval bounds', () => {
  it('are made for real images at several sizes, as many as the network is known for', async () => {
    const method = { name: 'interval', epsilon: [0.1, 0.05] };
    const { id, job, rows } = await certified(service, { ...ids, method });
    expect(job.method).toMatchObject({ norm: 'linf', epsilon: [0.05, 0.1], domain: [0, 1], reach: 1 });
    expect(rows).toHaveLength(500);
    const summary = await service.client.summary(id);
    expect(summary).toMatchObject({
      guarantee: { kind: 'deterministic', per: 'sample', arithmetic: 'float32' },
      abstained: 0,
      clean_accuracy: 0.932,
    });
    expect(summary.certified_accuracy.map(({ radius }) => radius)).toEqual([0, 0.05, 0.1]);
    const [, smaller, larger] = summary.certified_accuracy.map(({ value }) => value);
    expect(Math.abs(smaller! - 0.872)).toBeLessThanOrEqual(0.0021);
    expect(Math.abs(larger! - 0.79)).toBeLessThanOrEqual(0.0021);

    for (const { verdict, radius, reason, evidence } of rows) {
      const margins = evidence['margins'] as number[];
      expect(margins).toHaveLength(2);
      expect(margins[1]).toBeLessThan(margins[0]!);
      const largest = [0.05, 0.1].filter((_, i) => margins[i]! > 0).at(-1) ?? null;
      expect([verdict, radius]).toEqual([largest === null ? 'undecided' : 'certified', largest]);
      if (largest === null)
        expect(reason).toContain(`at epsilon 0.05 the margin over class ${String(evidence['runner_up'])}`);
    }
    expect(rows.filter(({ verdict }) => verdict === 'undecided')).toHaveLength(summary.undecided);
  });

  it('are found by search where they end, and agree with those at a fixed size', async () => {
    const samples = { offset: 7, limit: 60, stride: 5 };
    const search = await certified(service, {
      ...ids,
      samples,
      method: { name: 'interval', search: { max: 0.25, steps: 12 } },
    });
    const fixed = await certified(service, { ...ids, samples, method: { name: 'interval', epsilon: 0.1 } });
    for (const [i, { verdict }] of fixed.rows.entries()) {
      const radius = search.rows[i]!.radius ?? 0;
      expect(verdict === 'certified').toBe(radius > 0.1 - 2 ** -14);
      expect(Number.isInteger(radius * 2 ** 14)).toBe(true);
    }
    expect(fixed.job.method['epsilon']).toBe(0.1);
    const { certified_accuracy: curve } = await service.client.summary(search.id);
    expect(curve.map(({ radius }) => radius).at(-1)).toBe(0.25);
  });

  it('hold in other norms and for single inputs', async () => {
    for (const norm of ['l2', 'l1']) {
      const method = { name: 'interval', norm, search: { max: 1, steps: 8 }, arithmetic: 'real' };
      const { job, rows } = await certified(service, { ...ids, samples: { limit: 20 }, method });
      expect(job.method).toMatchObject({ domain: null });
      expect(rows.filter(({ radius }) => radius !== null && radius > 0.05).length).toBeGreaterThan(5);
    }
    const inputs = [{ data: Array.from({ length: 64 }, (_, i) => (i % 16) / 16) }];
    const method = { name: 'interval', epsilon: 0.001 };
    const { rows } = await certified(service, { model: ids.model, inputs, method });
    expect(rows).toHaveLength(1);
  });

  it('are the same bits however the job is cut, and whoever is killed', async () => {
    const job = {
      samples: { offset: 2, limit: 30, stride: 3 },
      method: { name: 'interval', epsilon: [0.03, 0.1] },
    };
    const expected = digestOf((await certified(service, { ...ids, ...job })).rows);
    for (const settings of [
      { RUNNERS: '1', CHUNK_SAMPLES: '1' },
      { RUNNERS: '2', CHUNK_SAMPLES: '19' },
    ]) {
      const other = await startStandalone(settings);
      try {
        const own = { ...(await admit(other)), ...job };
        const { id } = await other.client.submit(own);
        await other.client.until(id, ({ progress }) => progress.done > 0);
        for (const pid of other.runners()) process.kill(pid, 'SIGKILL');
        await other.client.ended(id);
        expect(digestOf(await other.client.rows(id))).toBe(expected);
      } finally {
        await other.close();
      }
    }
  });
});

describe('whether the method applies to a model', () => {
  it('is said at its upload, with each node in the way, and a job is refused for the same reasons', async () => {
    const { client } = service;
    const { status, body } = await client.upload<Methods>('/v1/models', [
      { name: 'file', content: withoutBounds() },
    ]);
    expect(status).toBe(201);
    expect(body.methods['smoothing']).toEqual({ supported: true });
    const { supported, reasons } = body.methods['interval']!;
    expect(supported).toBe(false);
    expect(reasons).toMatchObject([{ node: 'hard', operator: 'Hardmax' }]);
    const inputs = [{ data: [0, 1, 0, 1] }];
    const method = { name: 'interval', epsilon: 0.1 };
    const refused = await client.post<Problem>('/v1/jobs', { model: body.id, inputs, method });
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ ...reasons![0], pointer: '/method/name' }]);
  });

  it('is found out for models of an older release when they are read: one, in a list, or named by a job', async () => {
    const { client, directory } = service;
    const records = await openRecords(join(directory, 'provable.sqlite'));
    const model = (await records.model(ids.model))!;
    const { examined: _, ...facts } = model.facts;
    const old = ['a', 'b', 'c'].map((digit) => `mdl_${digit.repeat(32)}`);
    for (const id of old) await records.addModel({ ...model, id, facts });

    const one = await client.ask<Methods>(`/v1/models/${old[0]}`);
    expect(one.body.methods['interval']).toEqual({ supported: true });
    const inputs = [{ data: Array.from({ length: 64 }, () => 0.5) }];
    const { id } = await client.submit({
      model: old[1],
      inputs,
      method: { name: 'interval', epsilon: 0.01 },
    });
    expect((await client.ended(id)).status).toBe('succeeded');
    const { body } = await client.ask<{ data: Methods[] }>('/v1/models?limit=100');
    const listed = body.data.filter((entry) => old.includes(entry.id));
    expect(listed.map(({ methods }) => methods['interval'])).toEqual(old.map(() => ({ supported: true })));
    for (const known of old)
      expect((await records.model(known))!.facts.examined).toEqual(model.facts.examined);
    await records.close();
  });
});

describe('parameters of the method', () => {
  it('are refused with all that is wrong, each where it stands', async () => {
    const faults = async (method: object) => {
      const { status, body, headers } = await service.client.post<Problem>('/v1/jobs', {
        ...ids,
        method: { name: 'interval', ...method },
      });
      expect([status, headers.get('content-type')]).toEqual([
        422,
        expect.stringContaining('application/problem+json'),
      ]);
      return body.errors.map(({ pointer }) => pointer);
    };
    expect(await faults({})).toEqual(['/method/epsilon']);
    expect(await faults({ epsilon: 0.1, search: { max: 1 } })).toEqual(['/method']);
    expect(await faults({ epsilon: [0.1, -1, 'x'], norm: 'l3', seed: '00' })).toEqual([
      '/method/norm',
      '/method/epsilon/1',
      '/method/epsilon/2',
      '/method/seed',
    ]);
    expect(await faults({ epsilon: 1e300, channels: [1, 1] })).toEqual([
      '/method/epsilon',
      '/method/channels',
    ]);
    expect(await faults({ search: { max: 1e13, steps: 1e9, more: true } })).toEqual([
      '/method/search/max',
      '/method/search/steps',
      '/method/search/more',
    ]);
    expect(await faults({ epsilon: 0.1, channels: [1], norm: 'l2' })).toEqual(['/method/channels']);
  });

  it('say what a job would cost', async () => {
    const method = { name: 'interval', search: { max: 0.2 } };
    const { status, body } = await service.client.post<{ forward_passes: number }>(
      '/v1/jobs?validate_only=true',
      { ...ids, samples: { limit: 10 }, method },
    );
    expect(status).toBe(200);
    expect(body.forward_passes).toBe(10 * 3 * 17);
    expect(body).toMatchObject({ method: { search: { max: 0.2, steps: 16 } } });
  });
});
