import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../support/client.ts';
import type { Client, JobView, Problem, RowView } from '../support/client.ts';
import { brightest, bytesOfModel } from '../support/models.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

const PIXELS = 36;
/** Pixels of each image that are brighter than one half, which is what the model looks for. */
const BRIGHT = [10, 0, 3, 6, 9, 11, 14, 20, 28, 36];

const image = (bright: number): number[] =>
  Array.from({ length: PIXELS }, (_, i) => ((i * 5) % PIXELS < bright ? 0.75 : 0.25));

/**
 * With 2 of 36 pixels shown and g bright, class 0 has C(36−g, 2) of 630 draws: more than half of them up to g = 10. So the smoothed
 * class changes after just as many pixels as lie between.
 */
const truthOf = (bright: number) =>
  bright <= 10 ? { class: 0, radius: 10 - bright } : { class: 1, radius: bright - 11 };

const SAMPLES = {
  inputs: BRIGHT.map((bright) => ({ data: image(bright), label: bright > 10 ? 1 : 0 })),
  shape: [1, 6, 6],
};
const METHOD = { name: 'ablation', kept: 2, n: 5000, alpha: 0.001, seed: 'ab'.repeat(32) };

let services: readonly Standalone[];
let client: Client;
beforeAll(async () => {
  services = await Promise.all(
    [{}, { RUNNERS: '1', CHUNK_SAMPLES: '3', CHUNK_SECONDS: '0.1' }].map(startStandalone),
  );
  client = services[0]!.client;
});
afterAll(() => Promise.all(services.map((service) => service.close())));

const admitModel = (on: Client, shape: readonly number[], layout = 'NCHW') =>
  on.admit('/v1/models', [{ name: 'file', content: bytesOfModel(brightest(shape)) }], {
    name: `brightest ${shape.join()}`,
    domain: [0, 1],
    layout,
  });
const admitData = (on: Client) =>
  on.admit('/v1/datasets', [{ name: 'file', content: JSON.stringify(SAMPLES), filename: 'bright.json' }]);

async function admitted(on: Client, shape: readonly number[] = [2, 6, 6], layout = 'NCHW') {
  return { model: await admitModel(on, shape, layout), dataset: await admitData(on) };
}

async function ended(on: Client, job: object) {
  const { id } = await on.submit(job);
  expect(await on.ended(id)).toMatchObject({ status: 'succeeded', error: null });
  return { id, rows: await on.rows(id) };
}

async function refused(job: object): Promise<(readonly [string, string | undefined, string])[]> {
  const { status, body } = await client.post<Problem>('/v1/jobs?validate_only=true', job);
  expect(status).toBe(422);
  return body.errors.map(({ code, pointer, message }) => [code, pointer, message] as const);
}

const claims = (rows: readonly RowView[]) =>
  rows.map(({ index, verdict, prediction, radius }) => [index, verdict, prediction, radius]);

describe('certificates in L0', () => {
  it('are true, and tell the plain class of the whole image beside', async () => {
    const { id, rows } = await ended(client, { ...(await admitted(client)), method: METHOD });
    expect(rows).toHaveLength(BRIGHT.length);
    for (const [i, row] of rows.entries()) {
      const truth = truthOf(BRIGHT[i]!);
      if (row.verdict === 'certified') {
        expect(row).toMatchObject({ norm: 'l0', prediction: truth.class });
        expect(Number.isInteger(row.radius)).toBe(true);
        expect(row.radius).toBeLessThanOrEqual(truth.radius);
      }
      // the whole image has a bright pixel unless none is
      expect(row).toMatchObject({ base_prediction: BRIGHT[i]! > 0 ? 1 : 0 });
    }
    expect(rows[1]!.radius).toBe(10);
    const summary = await client.summary(id);
    expect(summary.guarantee).toMatchObject({ kind: 'probabilistic', confidence: 0.999 });
    expect(summary.certified_accuracy.every(({ radius }) => Number.isInteger(radius))).toBe(true);
    expect((await client.summary(id, [0, 5])).certified_accuracy[1]!.value).toBeGreaterThan(0.2);
  });

  it('are the same for the model that takes channels last', async () => {
    const first = await ended(client, { ...(await admitted(client)), method: METHOD });
    const last = await ended(client, { ...(await admitted(client, [6, 6, 2], 'NHWC')), method: METHOD });
    expect(digestOf(last.rows)).toBe(digestOf(first.rows));
  });

  it('are the same however the job is cut, and extended as at once', async () => {
    const upTo = (max_n: number) => ({ name: 'ablation', kept: 2, max_n, target: { radius: 4 } });
    const expected = await ended(client, { ...(await admitted(client)), method: upTo(6000) });
    const other = services[1]!.client;
    const first = await ended(other, { ...(await admitted(other)), method: upTo(60) });
    expect(digestOf(first.rows)).not.toBe(digestOf(expected.rows));
    const answer = await other.post<JobView>(`/v1/jobs/${first.id}/extend`, { max_n: 6000 });
    expect(answer.status).toBe(202);
    await other.ended(answer.body.id);
    expect(digestOf(await other.rows(answer.body.id))).toBe(digestOf(expected.rows));
  });

  it('take inputs of a request in the shape of the image, not of the model', async () => {
    const model = await admitModel(client, [2, 6, 6]);
    const inputs = BRIGHT.map((bright) => ({ data: image(bright) }));
    const dataset = await admitData(client);
    const inline = await ended(client, { model, inputs, method: METHOD });
    expect(claims(inline.rows)).toEqual(
      claims((await ended(client, { model, dataset, method: METHOD })).rows),
    );
    const encoded = { data: Array.from({ length: 2 * PIXELS }, () => 0.5) };
    const [fault] = await refused({ model, inputs: [encoded], method: METHOD });
    expect(fault).toEqual([
      'input_invalid',
      '/inputs/0/data',
      'inputs[0].data has the shape [72]; the model takes [2, 6, 6], which the method ablation makes of [1, 6, 6]',
    ]);
  });

  it('are made of any model where absent pixels have a value, and of predictions', async () => {
    const ids = await admitted(client, [1, 6, 6]);
    const method = { ...METHOD, absent: { value: 0.125 } };
    const { rows } = await ended(client, { ...ids, method });
    expect(claims(rows)).toEqual(
      claims((await ended(client, { ...(await admitted(client)), method: METHOD })).rows),
    );
    const predicted = await ended(client, {
      ...ids,
      method: { name: 'ablation', task: 'predict', kept: 2, n: 500, absent: { value: 0 } },
    });
    expect(predicted.rows[1]).toMatchObject({ verdict: 'predicted', prediction: 0, radius: null });
  });
});

describe('the upload of a model', () => {
  it('says that the method applies, or why not', async () => {
    const methods = async (id: string) =>
      (await client.ask<{ methods: Record<string, unknown> }>(`/v1/models/${id}`)).body.methods;
    expect(await methods(await admitModel(client, [2, 6, 6]))).toMatchObject({
      ablation: { supported: true },
    });
    expect(await methods(await admitModel(client, [1, 6, 6]))).toMatchObject({
      ablation: { supported: true },
    });
    expect(await methods(await admitModel(client, [2, 1, 2]))).toMatchObject({
      ablation: { supported: false, reasons: [{ code: 'kept_too_large' }] },
    });
  });
});

describe('the upload of a dataset for a model', () => {
  const upload = async (inputs: readonly object[], shape: readonly number[], model: string) => {
    const content = JSON.stringify({ inputs, shape });
    const parts = [{ name: 'file', content, filename: 'some.json' }];
    const { status, body } = await client.upload<Problem>('/v1/datasets', parts, {
      name: 'for a model',
      model,
    });
    return [Math.floor(status / 100), (body.errors ?? []).map(({ code }) => code)];
  };

  it('is admitted where the model takes the samples, or a method encodes them', async () => {
    const model = await admitModel(client, [2, 6, 6]);
    const doubled = [...image(4), ...image(7)];
    expect(await upload([{ data: image(5) }], [1, 6, 6], model)).toEqual([2, []]);
    expect(await upload([{ data: doubled }], [2, 6, 6], model)).toEqual([2, []]);
    expect(await upload([{ data: image(5), label: 2 }], [1, 6, 6], model)).toEqual([
      4,
      ['label_outside_classes'],
    ]);
    expect(await upload([{ data: [...doubled, ...image(1)] }], [3, 6, 6], model)).toEqual([
      4,
      ['shape_mismatch'],
    ]);
  });
});

describe('a job by ablation', () => {
  it('is estimated before it is submitted', async () => {
    const answer = await client.post('/v1/jobs?validate_only=true', {
      ...(await admitted(client)),
      method: METHOD,
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { valid: true, samples: 10, forward_passes: 10 * 5100 },
    });
  });

  it('is refused with both shapes and the reason', async () => {
    const ids = await admitted(client);
    const doubled = await client.admit('/v1/datasets', [
      {
        name: 'file',
        content: JSON.stringify({ inputs: [{ data: [...image(0), ...image(3)] }], shape: [2, 6, 6] }),
      },
    ]);
    expect(await refused({ ...ids, dataset: doubled, method: METHOD })).toEqual([
      [
        'shape_mismatch',
        '/dataset',
        'the model takes samples of shape [2, 6, 6] (NCHW), which the method ablation makes of [1, 6, 6]; the dataset has [2, 6, 6] (channels first)',
      ],
    ]);
    const plain = await refused({ ...ids, method: { name: 'smoothing', sigma: 0.25, n: 1000 } });
    expect(plain.map(([code, pointer]) => [code, pointer])).toEqual([['shape_mismatch', '/dataset']]);
  });

  it('is refused where the model has no channels for it, whatever brings the samples', async () => {
    const model = await admitModel(client, [1, 6, 6]);
    const dataset = await admitData(client);
    for (const brought of [{ dataset }, { inputs: [{ data: image(3) }] }]) {
      const faults = await refused({ model, ...brought, method: METHOD });
      expect(faults.map(([code, pointer]) => [code, pointer])).toEqual([
        ['channel_mismatch', '/method/absent'],
      ]);
      expect(faults[0]![2]).toContain('[1, 6, 6]');
    }
  });

  it('is judged as far as its parameters allow: shapes too, unless it is they that are wrong', async () => {
    const ids = await admitted(client);
    const model = await admitModel(client, [4, 6, 6]);
    const codes = async (method: object, of: object = {}) =>
      (await refused({ ...ids, ...of, method: { ...METHOD, ...method } })).map(([code, pointer]) => [
        code,
        pointer,
      ]);
    expect(await codes({ alpha: 2 }, { model })).toEqual([
      ['shape_mismatch', '/dataset'],
      ['value_invalid', '/method/alpha'],
    ]);
    expect(await codes({ absent: 'black' }, { model })).toEqual([[expect.any(String), '/method/absent']]);
    expect(await codes({ kept: 18, target: { radius: 1.5 }, n: undefined })).toEqual([
      ['kept_too_large', '/method/kept'],
      ['radius_not_whole', '/method/target/radius'],
    ]);
  });
});
