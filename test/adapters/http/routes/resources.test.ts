import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../../src/adapters/http/route.ts';
import { dataset as datasetSchema } from '../../../../src/adapters/http/schemas/dataset.ts';
import { delivery as deliverySchema } from '../../../../src/adapters/http/schemas/delivery.ts';
import { model as modelSchema } from '../../../../src/adapters/http/schemas/model.ts';
import { Refusal } from '../../../../src/service/errors.ts';
import { testApp } from '../support/app.ts';
import { DATASET_ID, JOB_ID, MODEL_ID, SECRET } from '../support/provable.ts';

/** What comes back; superagent leaves the body untyped. */
interface Answer {
  body: unknown;
  text: string;
}

const read = (answer: Answer): Answer => answer;

let app: App;
afterEach(() => app.close());

const client = async (...args: Parameters<typeof testApp>) => {
  ({ app } = testApp(...args));
  await app.ready();
  return request(app.server);
};

describe.each([
  ['models', MODEL_ID, modelSchema, 'removeModel', 'model_in_use', `mdl_${'9'.repeat(32)}`],
  ['datasets', DATASET_ID, datasetSchema, 'removeDataset', 'dataset_in_use', `dst_${'9'.repeat(32)}`],
] as const)('%s', (name, id, schema, remove, inUse, other) => {
  it('are shown as the schema says', async () => {
    const http = await client();
    const { body } = read(await http.get(`/v1/${name}/${id}`).expect(200));
    expect(schema.strict().parse(body)).toMatchObject({ id, links: { self: `/v1/${name}/${id}` } });
  });

  it('are listed in pages', async () => {
    const http = await client();
    const { body } = read(await http.get(`/v1/${name}`).query({ limit: 1 }).expect(200));
    expect(body).toMatchObject({ data: [{ id }], has_more: false, next_cursor: null });
  });

  it('are deleted once, unless a job needs them', async () => {
    const http = await client();
    const { body } = read(await http.delete(`/v1/${name}/${id}`).expect(204));
    expect(body).toEqual({});
    await http.delete(`/v1/${name}/${other}`).expect(404);
    await app.close();
    const busy = await client({ [remove]: () => Promise.reject(new Refusal(inUse)) });
    const refused = await busy.delete(`/v1/${name}/${id}`).expect(409);
    expect(refused.body).toMatchObject({ code: inUse });
  });

  it('are unknown under another id', async () => {
    const http = await client();
    const { body } = read(
      await http
        .get(`/v1/${name}/${other}`)
        .expect(404)
        .expect('content-type', /problem\+json/),
    );
    expect(body).toMatchObject({ instance: `/v1/${name}/${other}` });
  });
});

describe('a model', () => {
  it('says why a method does not apply to it', async () => {
    const reasons = [
      { code: 'operator_unsupported', message: 'no rule', node: 'attn_3', operator: 'Einsum' },
    ];
    const http = await client({ support: () => ({ interval: { supported: false, reasons } }) });
    const { body } = read(await http.get(`/v1/models/${MODEL_ID}`));
    expect((body as { methods: unknown }).methods).toEqual({ interval: { supported: false, reasons } });
  });
});

describe('deliveries', () => {
  it('show every attempt, and never the secret', async () => {
    const http = await client();
    const { body, text } = read(await http.get(`/v1/jobs/${JOB_ID}/deliveries`).expect(200));
    const [one] = (body as { data: unknown[] }).data;
    expect(deliverySchema.strict().parse(one)).toMatchObject({
      status: 'pending',
      attempts: [{ status: 503 }],
    });
    expect(text).not.toContain(SECRET);
  });
});
