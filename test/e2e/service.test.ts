import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admitDigits, digitsData, DIGITS, digitsModel, smoothing } from '../support/digits.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

let service: Standalone;
let ids: { model: string; dataset: string };
beforeAll(async () => {
  service = await startStandalone({ WEBHOOK_ALLOW_PRIVATE: 'true' });
  ids = await admitDigits(service.client);
});
afterAll(() => service.close());

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function receiver(): Promise<{ url: string; next: Promise<Received>; server: Server }> {
  const server = createServer();
  const next = new Promise<Received>((resolve) => {
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => {
        response.writeHead(204).end();
        resolve({ headers: request.headers, body });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, next, server };
}

describe('the service on the built-in example', () => {
  it('certifies real images, and says how', async () => {
    const { client } = service;
    const accepted = await client.submit({ ...ids, samples: { limit: 40 }, method: smoothing(1000) });
    expect(accepted.status).toBe('queued');
    const job = await client.ended(accepted.id);
    expect(job).toMatchObject({ status: 'succeeded', progress: { done: 40, total: 40 }, error: null });
    expect(job.provenance).toMatchObject({ engine: 'onnxruntime', provider: 'cpu', threads: 1, batch: 64 });

    const rows = await client.rows(job.id);
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: 40 }, (_, index) => index));
    const certified = rows.filter(({ verdict }) => verdict === 'certified');
    expect(certified.length).toBeGreaterThan(25);
    for (const row of rows) {
      expect(['certified', 'abstained']).toContain(row.verdict);
      expect(row.radius !== null).toBe(row.verdict === 'certified');
      expect(row.evidence['n']).toBe(1000);
    }
    const summary = await client.summary(job.id, [0, 0.25]);
    expect(summary.samples).toBe(40);
    expect(summary.certified_accuracy.map(({ radius }) => radius)).toEqual([0, 0.25]);
    const right = certified.filter(({ label, prediction }) => label === prediction);
    expect(summary.certified_accuracy[0]!.value).toBeCloseTo(right.length / 40, 12);
  });

  it('knows uploads again', async () => {
    const again = await service.client.upload<{ id: string }>(
      '/v1/models',
      [{ name: 'file', content: digitsModel() }],
      DIGITS,
    );
    expect([again.status, again.body.id]).toEqual([200, ids.model]);
    const data = await service.client.upload<{ id: string }>(
      '/v1/datasets',
      [{ name: 'file', content: digitsData() }],
      { scale: 1 / 16 },
    );
    expect([data.status, data.body.id]).toEqual([200, ids.dataset]);
  });

  it('gives the same rows for the same request', async () => {
    const request = { ...ids, samples: { offset: 3, limit: 5, stride: 7 }, method: smoothing(500) };
    const ended = await Promise.all(
      [0, 1].map(async () => service.client.ended((await service.client.submit(request)).id)),
    );
    const [first, second] = await Promise.all(ended.map(({ id }) => service.client.rows(id)));
    expect(first!.map(({ index }) => index)).toEqual([3, 10, 17, 24, 31]);
    expect(second!.map(({ seconds: _, ...row }) => row)).toEqual(first!.map(({ seconds: _, ...row }) => row));
    expect(ended[0]!.seed).toBe(ended[1]!.seed);
  });

  it('predicts without a radius when asked to', async () => {
    const method = { name: 'smoothing', task: 'predict', sigma: 0.25, n: 500, alpha: 0.001 };
    const { id } = await service.client.submit({ ...ids, samples: { limit: 10 }, method });
    await service.client.ended(id);
    const rows = await service.client.rows(id);
    expect(rows.filter(({ verdict }) => verdict === 'predicted').length).toBeGreaterThan(5);
    expect(rows.every(({ radius }) => radius === null)).toBe(true);
  });

  it('takes a handful of inputs in place of a dataset', async () => {
    const data = Array.from({ length: 64 }, (_, pixel) => (pixel % 16) / 16);
    const inputs = [
      { data, label: 3 },
      { data: data.map((value) => 1 - value), label: 4 },
    ];
    const job = await service.client.submit({ model: ids.model, inputs, method: smoothing(200) });
    expect((await service.client.ended(job.id)).status).toBe('succeeded');
    const rows = await service.client.rows(job.id);
    expect(rows.map(({ label }) => label)).toEqual([3, 4]);
  });

  it('announces the end with a signature that the client can check', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const { url, next, server } = await receiver();
    const job = await service.client.submit({
      ...ids,
      samples: { limit: 2 },
      method: smoothing(100),
      webhook: { url, secret },
      metadata: { run: 'a' },
    });
    const { headers, body } = await next;
    server.close();
    const payload = new Webhook(secret).verify(body, headers as Record<string, string>) as Record<
      string,
      unknown
    >;
    expect(payload).toMatchObject({
      type: 'job.succeeded',
      data: { id: job.id, status: 'succeeded', metadata: { run: 'a' }, summary: { samples: 2 } },
    });
    expect(JSON.stringify(await service.client.job(job.id))).not.toContain(secret);
    expect(JSON.stringify(service.process.lines)).not.toContain(secret);
  });

  it('says what a job would cost without starting it', async () => {
    const request = { ...ids, samples: { limit: 10 }, method: smoothing(1000) };
    const { status, body } = await service.client.post('/v1/jobs?validate_only=true', request);
    expect(status).toBe(200);
    expect(body).toMatchObject({ samples: 10, method: { n: 1000, n0: 100 } });
    expect((body as { forward_passes: number }).forward_passes).toBeGreaterThanOrEqual(10 * 1100);
  });
});
