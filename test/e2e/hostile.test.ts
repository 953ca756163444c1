import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { encode } from '../../src/graph/onnx/encode.ts';
import type { Problem } from '../support/client.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { HOSTILE, hungryFor } from '../support/hostile.ts';
import * as models from '../support/models.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

let service: Standalone;
beforeAll(async () => {
  service = await startStandalone();
});
afterAll(() => service.close());

const upload = (content: Uint8Array, metadata: object = {}) =>
  service.client.upload<Problem & { id: string }>('/v1/models', [{ name: 'file', content }], metadata);

/** Sends all bytes of an upload; the answer comes when it comes. */
async function sent(content: Uint8Array): Promise<{ readonly status: Promise<number | undefined> }> {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': content.length };
  const request = httpRequest(`${service.client.address}/v1/models`, { method: 'POST', headers });
  const status = new Promise<number | undefined>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (answer) => resolve(answer.resume().statusCode));
  });
  request.end(content);
  await once(request, 'finish');
  return { status };
}

/** Asks one time after another, so that every answer must come out of an event loop that turned. */
async function staysAlive(times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    expect((await service.client.ask('/livez')).status).toBe(200);
  }
}

/** A chain of products of large matrices: allowed operators, little memory, minutes of work for one sample. */
function slow(): Uint8Array {
  const builder = new GraphBuilder('slow');
  const x = builder.input('x', ['batch', 4]);
  const zeros = builder.node('ConstantOfShape', [builder.constant(BigInt64Array.of(2000n, 2000n))]);
  const most = builder.node('ReduceMax', [x], { axes: [0, 1], keepdims: 0 });
  const matrix = builder.node('Add', [zeros, most]);
  let product = matrix;
  for (let factor = 0; factor < 2000; factor++) product = builder.node('MatMul', [product, matrix]);
  const sum = builder.node('ReduceSum', [product], { keepdims: 0 });
  builder.output(builder.node('Add', [x, sum], {}, { outputs: ['logits'] }), ['batch', 4]);
  return encode(builder.model());
}

describe('a hostile upload', () => {
  it.each(Object.entries(HOSTILE))(
    '%s is refused with a reason, while the API answers',
    async (_, [bytes, word]) => {
      const refused = upload(bytes());
      const alive = await service.client.ask('/livez');
      expect(alive.status).toBe(200);
      const { status, body, headers } = await refused;
      expect([status, headers.get('content-type')]).toEqual([
        422,
        expect.stringContaining('application/problem+json'),
      ]);
      expect(body.code).toBe('model_refused');
      expect(body.errors.length).toBeGreaterThan(0);
      expect(
        body.errors.map(({ message, node, operator }) => [message, node, operator].join(' ')).join('\n'),
      ).toMatch(word);
    },
  );

  it('that is long examined does not hold up the API: it answers many times before the refusal', async () => {
    const order: string[] = [];
    const { status } = await sent(HOSTILE['a million nodes']![0]());
    const refused = status.then((code) => order.push(`refused ${code}`));
    await staysAlive(30);
    order.push('alive');
    await refused;
    expect(order).toEqual(['alive', 'refused 422']);
  });

  it('leaves nothing behind', async () => {
    const { body } = await service.client.ask<{ data: unknown[] }>('/v1/models');
    expect(body.data).toEqual([]);
    expect((await service.client.ask('/readyz')).status).toBe(200);
  });
});

describe('slow hostile uploads at once', () => {
  it('hold up neither the API nor the admission of a model that is none', async () => {
    const order: string[] = [];
    const note = (what: string) => void order.push(what);
    const content = slow();
    const uploads = [await sent(content), await sent(content), await sent(content)];
    const refused = uploads.map(({ status }) => status.then((code) => note(`refused ${code}`)));
    await staysAlive(100);
    note('alive');
    const admitted = await upload(models.bytesOfModel(models.linear({ bias: [1, 2, 3, 4] })));
    note(`admitted ${admitted.status}`);
    await Promise.all(refused);
    expect(order).toEqual(['alive', 'admitted 201', 'refused 422', 'refused 422', 'refused 422']);
  });
});

describe('a model that cannot be certified', () => {
  const refusedFor = async (model: Parameters<typeof models.bytesOfModel>[0], metadata: object = {}) => {
    const { status, body } = await upload(models.bytesOfModel(model), metadata);
    expect(status, JSON.stringify(body)).toBe(422);
    return body.errors.map(({ code }) => code);
  };

  it('is refused for what a run shows', async () => {
    expect(await refusedFor(models.batchMixing())).toEqual(['batch_dependent']);
    expect(await refusedFor(models.notANumber())).toEqual(['output_not_finite']);
    expect(await refusedFor(models.linear(), { classes: ['a', 'b'] })).toEqual(['classes_mismatch']);
    expect(await refusedFor(models.constantLogits([1]))).toEqual(['output_classes']);
  });

  it('is not confused with unusual ones that can', async () => {
    const unusual = [
      models.softmax(),
      models.fixedBatch(1),
      models.fixedBatch(3),
      models.shaped([5]),
      models.shaped([2, 3]),
      models.shaped([1, 4, 4]),
      models.shaped([2, 2, 2, 2]),
    ];
    for (const model of unusual) {
      const { status, body } = await upload(models.bytesOfModel(model), { domain: [0, 1] });
      expect(status, JSON.stringify(body)).toBe(201);
    }
  });

  it('takes one sample at a time where its graph does, says so, and is certified all the same', async () => {
    const { body } = await upload(models.bytesOfModel(models.fixedBatch(1)), {
      domain: [0, 1],
      grid: 1 / 16,
    });
    expect(JSON.stringify(body)).toContain('one sample at a time');
    const inputs = [{ data: [0.5, 0.25, 1, 0], label: 0 }];
    const { id } = await service.client.submit({ model: body.id, inputs, method: smoothing(300) });
    expect((await service.client.ended(id)).status).toBe('succeeded');
  });
});

describe('a model that does harm on some inputs only', () => {
  it('fails its job with the reason, and no other job', async () => {
    const { client } = service;
    const { body } = await upload(hungryFor(3));
    const inputs = [{ data: [0, 0, 0, 3], label: 0 }];
    const poison = await client.submit({ model: body.id, inputs, method: smoothing(100) });
    const ids = await admitDigits(client);
    const other = await client.submit({ ...ids, samples: { limit: 5 }, method: smoothing(100) });
    expect(await client.ended(poison.id)).toMatchObject({
      status: 'failed',
      error: { code: 'chunk_poison', message: expect.stringMatching(/3 attempts/) as unknown },
    });
    expect((await client.ended(other.id)).status).toBe('succeeded');
  });
});
