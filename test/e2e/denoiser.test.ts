import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, JobView, Problem } from '../support/client.ts';
import { admitDigits, DIGITS, smoothing } from '../support/digits.ts';
import * as models from '../support/models.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

const SHAPE = [1, 8, 8];
const SEED = 'c'.repeat(64);

let service: Standalone;
let client: Client;
let ids: { model: string; dataset: string };
let identity: string;
beforeAll(async () => {
  service = await startStandalone({ RUNNERS: '1', CHUNK_SAMPLES: '3' });
  ({ client } = service);
  ids = await admitDigits(client);
  identity = await admit(models.affineDenoiser(SHAPE));
});
afterAll(() => service.close());

const upload = (model: Parameters<typeof models.bytesOfModel>[0], metadata: object = DIGITS) =>
  client.upload<{ id: string } & Record<string, unknown>>(
    '/v1/models',
    [{ name: 'file', content: models.bytesOfModel(model) }],
    metadata,
  );
const admit = async (...given: Parameters<typeof upload>) => {
  const { status, body } = await upload(...given);
  if (status > 201) throw new Error(JSON.stringify(body));
  return body.id;
};

const requestOf = (method: object, more: object = {}) => ({
  ...ids,
  samples: { offset: 2, limit: 8, stride: 5 },
  method: { ...smoothing(300), ...method },
  ...more,
});

const claims = async (id: string) => (await client.rows(id)).map(({ seconds: _, ...claim }) => claim);

/** The rows of jobs that are worked on side by side. */
async function rowsOf(...methods: object[]): Promise<readonly Awaited<ReturnType<typeof claims>>[]> {
  const jobs = await Promise.all(methods.map((method) => client.submit(requestOf(method))));
  for (const { id } of jobs) expect(await client.ended(id)).toMatchObject({ status: 'succeeded' });
  return Promise.all(jobs.map(({ id }) => claims(id)));
}

describe('an admitted denoiser', () => {
  it('is shown as what it is, and says that no method applies to it', async () => {
    const { status, body } = await client.ask<Record<string, unknown>>(`/v1/models/${identity}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ role: 'denoiser', class_count: 0, sample_shape: SHAPE, batch: 64 });
    expect(body['outputs']).toEqual([{ name: 'clean', datatype: 'FP32', shape: [-1, ...SHAPE] }]);
    const methods = body['methods'] as Record<string, { supported: boolean; reasons: { code: string }[] }>;
    expect(Object.keys(methods).length).toBeGreaterThan(1);
    for (const { supported, reasons } of Object.values(methods)) {
      expect([supported, reasons.map(({ code }) => code)]).toEqual([false, ['not_a_classifier']]);
    }
    const model = await client.ask(`/v1/models/${ids.model}`);
    expect(model.body).toMatchObject({ role: 'classifier', class_count: 10 });
  });

  it.each([
    ['mixes its batch', models.mixingDenoiser(SHAPE), 'batch_dependent'],
    ['gives what is not finite', models.affineDenoiser(SHAPE, { scale: Infinity }), 'output_not_finite'],
    ['has the shape of its input at one batch size only', models.exchangingAxes(64), 'output_shape'],
  ])('is none that %s', async (_, model, code) => {
    const { status, body } = await upload(model);
    expect([status, (body as unknown as Problem).errors.map((fault) => fault.code)]).toEqual([422, [code]]);
  });

  it('has no classes to name', async () => {
    const { body } = await upload(models.affineDenoiser(SHAPE), { classes: ['a', 'b'] });
    const [fault] = (body as unknown as Problem).errors;
    expect(fault).toMatchObject({ code: 'classes_mismatch', pointer: '/metadata/classes' });
    expect(fault!.message).toContain('the model is a denoiser and has none');
  });
});

describe('a job behind a denoiser', () => {
  it('names it, by id and by digest, and how the two were run', async () => {
    const { id } = await client.submit(requestOf({ denoiser: identity }));
    const job = (await client.ended(id)) as JobView & Record<string, unknown>;
    const { body } = await client.ask<{ digest: string }>(`/v1/models/${identity}`);
    expect(job).toMatchObject({
      model: ids.model,
      denoiser: identity,
      denoiser_digest: body.digest,
      method: { denoiser: { id: identity, digest: body.digest } },
      provenance: { batch: 64, pair: { classifier: 64, denoiser: 64 } },
    });
    const plain = await client.submit(requestOf({}));
    expect(await client.ended(plain.id)).toMatchObject({ denoiser: null, denoiser_digest: null });
    expect((await client.job(plain.id)).provenance).not.toHaveProperty('pair');
  });

  it('has the rows of the plain model where it changes nothing, side by side with jobs on others', async () => {
    const [one, clear] = await Promise.all([
      admit(models.affineDenoiser(SHAPE, { batch: 1 })),
      admit(models.affineDenoiser(SHAPE, { scale: 0 })),
    ]);
    const seed = { seed: SEED };
    const [plain, same, piecewise, cleared, again] = await rowsOf(
      seed,
      { ...seed, denoiser: identity },
      { ...seed, denoiser: one },
      { ...seed, denoiser: clear },
      seed,
    );
    expect(again).toEqual(plain);
    expect(same).toEqual(plain);
    expect(piecewise).toEqual(plain);
    expect(new Set(plain!.map(({ prediction }) => prediction)).size).toBeGreaterThan(2);
    // Whatever comes in, the classifier sees an image of zeros.
    expect(new Set(cleared!.map(({ prediction }) => prediction)).size).toBe(1);
    for (const row of cleared!) expect(row).toMatchObject({ verdict: 'certified', evidence: { count: 300 } });
    const bases = (rows: typeof plain) =>
      rows!.map((row) => (row as Record<string, unknown>)['base_prediction']);
    expect(bases(cleared)).toEqual(bases(plain));
  });

  it('has the rows of the plain model also where draws stop by themselves', async () => {
    const anytime = { n: undefined, n0: undefined, max_n: 1000, target: { radius: 0.2 }, seed: SEED };
    const [plain, same] = await rowsOf(anytime, { ...anytime, denoiser: identity });
    expect(same).toEqual(plain);
  });

  it('takes as many rows as the larger of two fixed batches', async () => {
    const denoiser = await admit(models.affineDenoiser(SHAPE, { batch: 100 }));
    const { id } = await client.submit(requestOf({ denoiser }));
    expect(await client.ended(id)).toMatchObject({
      status: 'succeeded',
      provenance: { batch: 100, pair: { classifier: 64, denoiser: 100 } },
    });
  });

  it('draws by a seed that follows from the bytes of both', async () => {
    const renamed = await admit(models.affineDenoiser(SHAPE), { ...DIGITS, name: 'another name' });
    const other = await admit(models.affineDenoiser(SHAPE, { shift: 0.125 }));
    for (const sampling of [{}, { n: undefined, n0: undefined, max_n: 300 }]) {
      const seedOf = async (method: object) =>
        (await client.submit(requestOf({ ...sampling, ...method }))).seed;
      const seeds = [{}, { denoiser: identity }, { denoiser: renamed }, { denoiser: other }].map(seedOf);
      const [plain, first, same, another] = await Promise.all(seeds);
      expect(same).toBe(first);
      expect(new Set([plain, first, another]).size).toBe(3);
    }
  });

  it('is extended behind the same denoiser, and only while it is there', async () => {
    const shifting = models.affineDenoiser(SHAPE, { scale: 0.75, shift: 0.0625 });
    const denoiser = await admit(shifting);
    const upTo = (max_n: number) => requestOf({ n: undefined, n0: undefined, max_n, denoiser, seed: SEED });
    const [first, atOnce] = await Promise.all([1000, 3000].map((max_n) => client.submit(upTo(max_n))));
    for (const { id } of [first!, atOnce!]) await client.ended(id);
    const extend = () => client.post<JobView & Problem>(`/v1/jobs/${first!.id}/extend`, { max_n: 3000 });
    expect((await client.ask(`/v1/models/${denoiser}`, { method: 'DELETE' })).status).toBe(204);
    const refused = await extend();
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'denoiser_unknown' }] } });
    expect(refused.body.errors[0]!.message).toContain(denoiser);
    expect(await admit(shifting)).toBe(denoiser);
    const { status, body } = await extend();
    expect([status, body]).toMatchObject([202, { denoiser }]);
    await client.ended(body.id);
    expect(await claims(body.id)).toEqual(await claims(atOnce!.id));
  });

  it('keeps its denoiser until it has ended', async () => {
    const denoiser = await admit(models.affineDenoiser(SHAPE, { shift: 0.25 }));
    const remove = () => client.ask<Problem>(`/v1/models/${denoiser}`, { method: 'DELETE' });
    const { id } = await client.submit(requestOf({ denoiser, n: 10_000_000 }));
    await client.until(id, ({ status }) => status === 'running');
    expect(await remove()).toMatchObject({ status: 409, body: { code: 'model_in_use' } });
    await client.post(`/v1/jobs/${id}/cancel`, {});
    expect((await client.ended(id)).status).toBe('canceled');
    expect((await remove()).status).toBe(204);
  });
});

describe('a denoiser that does not fit', () => {
  const faultsOf = async (request: object) => {
    const { status, body } = await client.post<Problem>('/v1/jobs', request);
    expect(status, JSON.stringify(body)).toBe(422);
    return body.errors.map(({ code, pointer }) => [code, pointer]);
  };
  const refused = (method: object) => faultsOf(requestOf(method));

  it('is refused with the reason', async () => {
    const [wide, signed] = await Promise.all([
      admit(models.affineDenoiser([1, 8, 9])),
      admit(models.affineDenoiser(SHAPE), { domain: [-1, 1] }),
    ]);
    const at = '/method/denoiser';
    expect(await refused({ denoiser: 'mdl_x' })).toEqual([['denoiser_unknown', at]]);
    expect(await refused({ denoiser: 5 })).toEqual([['type_wrong', at]]);
    expect(await refused({ denoiser: ids.model })).toEqual([['denoiser_is_model', at]]);
    expect(await refused({ denoiser: wide })).toEqual([['denoiser_shape_mismatch', at]]);
    expect(await refused({ denoiser: signed })).toEqual([['denoiser_domain_mismatch', at]]);
    expect(await refused({ denoiser: wide, n: 3 })).toEqual([
      ['denoiser_shape_mismatch', at],
      ['n_too_small', '/method/n'],
    ]);
    const bounds = { name: 'interval', epsilon: 0.1, denoiser: identity };
    expect(await faultsOf({ ...ids, method: bounds })).toEqual([['field_unknown', at]]);
    const other = await admit(models.shaped(SHAPE, 10));
    expect(await refused({ denoiser: other })).toEqual([['not_a_denoiser', at]]);
  });

  it('is not a model to certify', async () => {
    expect(await faultsOf(requestOf({}, { model: identity }))).toEqual([['not_a_classifier', '/model']]);
    expect(await faultsOf(requestOf({ denoiser: identity }, { model: identity }))).toEqual([
      ['not_a_classifier', '/model'],
    ]);
    expect(await faultsOf(requestOf({ denoiser: 'mdl_x' }, { model: 'mdl_y' }))).toEqual([
      ['model_unknown', '/model'],
      ['denoiser_unknown', '/method/denoiser'],
    ]);
  });

  it('is no reason to doubt a flat one, which gives as many scores as it takes values', async () => {
    const square = models.linear({
      weight: Array.from({ length: 16 }, (_, i) => Number(i % 5 === 0)),
      bias: [0, 0, 0, 0],
    });
    const denoiser = await admit(square);
    const flat = await admit(models.linear());
    const inputs = [{ data: [0.5, 0.25, 1, 0] }];
    const jobs = [{}, { denoiser }].map(async (more) => {
      const { id } = await client.submit({
        model: flat,
        inputs,
        method: { ...smoothing(300), seed: SEED, ...more },
      });
      await client.ended(id);
      return claims(id);
    });
    const [plain, behind] = await Promise.all(jobs);
    expect(behind).toEqual(plain);
  });
});
