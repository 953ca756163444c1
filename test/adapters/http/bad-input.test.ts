import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBlobs } from '../../../src/adapters/blob/directory.ts';
import { sampleReader } from '../../../src/adapters/blob/sample-reader.ts';
import { openScratch } from '../../../src/adapters/blob/scratch.ts';
import { buildApp } from '../../../src/adapters/http/app.ts';
import type { App } from '../../../src/adapters/http/route.ts';
import { checkWebhookUrl } from '../../../src/adapters/webhook/url.ts';
import { createProvable } from '../../../src/service/create.ts';
import { Refusal } from '../../../src/service/errors.ts';
import type { Records } from '../../../src/service/ports.ts';
import { aSigner } from '../../support/signer.ts';
import { memoryQueue } from '../../support/queue.ts';
import { aDataset, aModel, at, memoryRecords } from '../../support/records.ts';
import { MULTIPART_TYPE, multipart } from './support/multipart.ts';
import { page } from './support/provable.ts';
import type { Part } from './support/multipart.ts';

const MODEL = 'mdl_1';
const DATASET = 'dst_1';
const DELETED = 'dst_deleted';
const SMOOTHING = { name: 'smoothing', sigma: 0.25, n: 1000 };
const JOB = { model: MODEL, dataset: DATASET, method: SMOOTHING };

let directory: string;
let records: Records;
let app: App;

/** The real service over records in memory; only the opening of untrusted bytes is left out: it refuses them all. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-'));
  records = await memoryRecords();
  const { queue, signals } = memoryQueue();
  const blobs = await openBlobs(directory);
  const refuse = (code: 'model_refused' | 'dataset_refused') => async () => {
    throw new Refusal(code, undefined, [{ code: 'not_onnx', message: 'this is not ONNX' }]);
  };
  const log = pino({ level: 'silent' });
  const limits = { modelBytes: 1000, datasetBytes: 1000, chunkSeconds: 1, chunkSamples: null };
  const provable = createProvable({
    records,
    queue,
    signals,
    blobs,
    log,
    limits,
    clock: { now: () => new Date(at(10)), after: () => () => undefined },
    newId: (prefix) => `${prefix}_${'0'.repeat(32)}`,
    examiner: {
      model: refuse('model_refused'),
      methods: () => Promise.resolve({}),
      dataset: refuse('dataset_refused'),
    },
    signer: aSigner,
    openSamples: sampleReader(blobs),
    renderReport: async () => page,
    renderComparison: async () => page,
    scratch: openScratch(join(directory, 'incoming')),
    checkWebhookUrl: (url) => checkWebhookUrl(url, { allowPrivate: false }),
  });
  app = buildApp({ provable, log, apiKey: null, version: '0', limits: { model: 1000, dataset: 1000 } });
  await records.addModel(aModel(MODEL));
  await records.addDataset(aDataset(DATASET));
  await records.addDataset(aDataset(DELETED));
  await records.removeDataset(DELETED);
});
afterAll(async () => {
  await app.close();
  await records.close();
  await rm(directory, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { code: string; message: string; pointer?: string }[];
}

const send = async (url: string, payload: string | Buffer, type = 'application/json'): Promise<Answer> => {
  const answer = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
  expect(answer.headers['content-type']).toBe('application/problem+json');
  return answer.json();
};
const submit = (body: unknown) => send('/v1/jobs', JSON.stringify(body));
const upload = (url: string, parts: readonly Part[]) => send(url, multipart(parts), MULTIPART_TYPE);
const pointers = ({ errors }: Answer) => errors.map(({ pointer }) => pointer).sort();

/** Nothing was stored, admitted or begun. */
async function untouched(): Promise<void> {
  const page = { limit: 10, cursor: null };
  const filter = { status: null, model_id: null, dataset_id: null, method: null };
  expect((await records.jobs({ ...page, ...filter })).data).toEqual([]);
  expect((await records.models(page)).data.map(({ id }) => id)).toEqual([MODEL]);
  expect((await records.datasets(page)).data.map(({ id }) => id)).toEqual([DATASET]);
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  );
  expect(files.map(({ name }) => name)).toEqual([]);
}

describe('a job that cannot be', () => {
  const inline = (label: number, data: unknown = [0.5, 0.5]) => ({
    model: MODEL,
    method: SMOOTHING,
    inputs: [{ data, label }],
  });
  const cases: [string, unknown, string[]][] = [
    [
      'wrong types',
      { model: 1, dataset: [], method: 'smoothing', metadata: { a: 1 } },
      ['/dataset', '/metadata/a', '/method', '/model'],
    ],
    ['unknown fields', { ...JOB, modle: 'x', samples: { ofset: 1 } }, ['/modle', '/samples/ofset']],
    ['nothing in it', {}, ['/dataset', '/method', '/model']],
    ['no object', [], ['']],
    ['a model that is not there', { ...JOB, model: `mdl_${'9'.repeat(32)}` }, ['/model']],
    ['a dataset that was deleted', { ...JOB, dataset: DELETED }, ['/dataset']],
    ['σ below 0', { ...JOB, method: { ...SMOOTHING, sigma: -1 } }, ['/method/sigma']],
    ['σ of 0', { ...JOB, method: { ...SMOOTHING, sigma: 0 } }, ['/method/sigma']],
    ['α of ½', { ...JOB, method: { ...SMOOTHING, alpha: 0.5 } }, ['/method/alpha']],
    ['α of 0', { ...JOB, method: { ...SMOOTHING, alpha: 0 } }, ['/method/alpha']],
    ['an unknown method', { ...JOB, method: { name: 'magic' } }, ['/method/name']],
    ['an unknown parameter', { ...JOB, method: { ...SMOOTHING, sgima: 1 } }, ['/method/sgima']],
    ['an n that can never certify', { ...JOB, method: { ...SMOOTHING, n: 9 } }, ['/method/n']],
    ['an offset beyond the end', { ...JOB, samples: { offset: 4 } }, ['/samples/offset']],
    ['a stride of 0', { ...JOB, samples: { stride: 0 } }, ['/samples/stride']],
    ['a webhook that is not http', { ...JOB, webhook: 'ftp://example.org/x' }, ['/webhook']],
    ['a webhook to this machine', { ...JOB, webhook: 'http://127.0.0.1:1/x' }, ['/webhook']],
    ['a deadline that has passed', { ...JOB, deadline: at(0) }, ['/deadline']],
    ['a label out of range', inline(2), ['/inputs/0/label']],
    ['an inline sample of another shape', inline(1, [0.5]), ['/inputs/0/data']],
    ['both dataset and inputs', { ...inline(1), dataset: DATASET }, ['/inputs']],
  ];

  it.each(cases)('%s', async (_, body, expected) => {
    const answer = await submit(body);
    expect(answer).toMatchObject({ status: 422, code: 'request_invalid' });
    expect(pointers(answer)).toEqual(expected);
    await untouched();
  });

  it('is told everything at once', async () => {
    const method = { name: 'smoothing', sigma: -1, alpha: 0.7, n: 'many' };
    const answer = await submit({
      model: 'mdl_x',
      method,
      samples: { offset: -1 },
      webhook: 'gopher://x',
      more: 1,
    });
    expect(pointers(answer)).toEqual([
      '/dataset',
      '/method/alpha',
      '/method/n',
      '/method/sigma',
      '/model',
      '/more',
      '/samples/offset',
      '/webhook',
    ]);
  });

  it('is told the least n that could certify', async () => {
    const { errors } = await submit({ ...JOB, method: { ...SMOOTHING, n: 9, alpha: 0.001 } });
    expect(errors[0]!.message).toMatch(/\b10\b/);
  });

  it('says the same when only validated', async () => {
    const body = JSON.stringify({ ...JOB, method: { name: 'smoothing', sigma: -1 } });
    expect(pointers(await send('/v1/jobs?validate_only=true', body))).toEqual(['/method/sigma']);
  });

  it.each([
    ['not JSON', '{"model": '],
    ['a key twice', '{"model": "a", "model": "b"}'],
    ['__proto__', '{"__proto__": {"model": "a"}}'],
    ['a byte order mark', '\ufeff{}'],
    ['U+0000', '{"metadata": {"a": "\\u0000"}}'],
  ])('is not read: %s', async (_, body) => {
    expect(await send('/v1/jobs', body)).toMatchObject({ status: 400, code: 'body_malformed' });
    await untouched();
  });
});

describe('an upload that cannot be', () => {
  const file: Part = { name: 'file', content: 'not a model', filename: 'a.onnx' };
  const declared = (content: object | string): Part => ({
    name: 'metadata',
    content: typeof content === 'string' ? content : JSON.stringify(content),
  });

  it.each([
    ['/v1/models', [file], 422, 'model_refused'],
    ['/v1/datasets', [file], 422, 'dataset_refused'],
    ['/v1/models', [file, declared('{')], 400, 'body_malformed'],
    ['/v1/models', [declared({})], 400, 'upload_incomplete'],
    ['/v1/models', [file, file], 400, 'body_malformed'],
    ['/v1/models', [{ ...file, content: 'x'.repeat(1001) }], 413, 'too_large'],
    ['/v1/datasets', [{ ...file, name: 'labels', content: 'x'.repeat(1001) }], 413, 'too_large'],
  ])('%s %#', async (url, parts, status, code) => {
    expect(await upload(url, parts)).toMatchObject({ status, code });
    await untouched();
  });

  it('is told everything that is wrong with its metadata', async () => {
    const metadata = { name: '', domain: [1, 0], grid: -1, classes: ['one'], colour: 'red' };
    const answer = await upload('/v1/models', [file, declared(metadata)]);
    expect(answer).toMatchObject({ status: 422, code: 'request_invalid' });
    expect(pointers(answer)).toEqual(
      ['classes', 'colour', 'domain', 'grid', 'name'].map((name) => `/metadata/${name}`),
    );
    await untouched();
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', `/v1/datasets/${DELETED}`, 'dataset_unknown'],
    ['DELETE', `/v1/datasets/${DELETED}`, 'dataset_unknown'],
    ['GET', '/v1/jobs/job_1/results', 'job_unknown'],
    ['GET', '/v1/jobs/job_1/summary', 'job_unknown'],
    ['GET', '/v1/jobs/job_1/events', 'job_unknown'],
    ['GET', '/v1/jobs/job_1/deliveries', 'job_unknown'],
    ['POST', '/v1/jobs/job_1/cancel', 'job_unknown'],
  ] as const)('%s %s is 404', async (method, url, code) => {
    expect((await app.inject({ method, url })).json()).toMatchObject({ status: 404, code });
  });

  it('a cursor of another list is refused by name', async () => {
    for (const list of ['models', 'datasets', 'jobs']) {
      expect((await app.inject(`/v1/${list}?cursor=bm9uZQ`)).json()).toMatchObject({
        code: 'parameter_invalid',
        errors: [{ pointer: '#query/cursor' }],
      });
    }
  });
});
