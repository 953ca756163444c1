import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../../src/adapters/http/route.ts';
import { estimate, job as jobSchema } from '../../../../src/adapters/http/schemas/job.ts';
import { Refusal } from '../../../../src/service/errors.ts';
import type { Provable } from '../../../../src/service/provable.ts';
import { testApp } from '../support/app.ts';
import { DATASET_ID, EXTENSION_ID, JOB_ID, MODEL_ID, SECRET, job } from '../support/provable.ts';

let app: App;
afterEach(() => app.close());
const serve = (over: Partial<Provable> = {}) => (app = testApp(over).app);
const submit = (url = '/v1/jobs', headers = {}) =>
  app.inject({ method: 'POST', url, payload: { model: MODEL_ID }, headers });

describe('submitting a job', () => {
  it('answers 202 with the whole job and where it is', async () => {
    const seen: unknown[] = [];
    serve({ submit: async (body) => (seen.push(body), job) });
    const answer = await submit();
    expect([answer.statusCode, answer.headers.location]).toEqual([202, `/v1/jobs/${JOB_ID}`]);
    expect(seen).toEqual([{ model: MODEL_ID }]);
    const shown = jobSchema.strict().parse(answer.json());
    expect(shown).toMatchObject({
      id: JOB_ID,
      model: MODEL_ID,
      dataset: DATASET_ID,
      progress: { done: 25, total: 100 },
    });
    expect(Object.keys(shown.links)).toEqual([
      'self',
      'results',
      'summary',
      'report',
      'certificate',
      'events',
      'cancel',
      'extend',
      'deliveries',
    ]);
  });

  it('never shows the secret of a webhook', async () => {
    serve();
    const answer = await submit();
    expect(answer.json()).toMatchObject({ webhook: { url: 'https://example.org/hook' } });
    expect(answer.body).not.toContain(SECRET);
  });

  it('passes on any JSON, and every fault that comes back', async () => {
    const faults = [
      { code: 'field_missing', message: 'a dataset is needed', pointer: '/dataset' },
      { code: 'operator_unsupported', message: 'no', pointer: '/method', node: 'attn_3', operator: 'Einsum' },
    ];
    serve({ submit: () => Promise.reject(new Refusal('request_invalid', 'Two things', faults)) });
    for (const payload of ['null', '[]', '3', '"text"', '{"a":{}}']) {
      const headers = { 'content-type': 'application/json' };
      const answer = await app.inject({ method: 'POST', url: '/v1/jobs', payload, headers });
      expect(answer.statusCode).toBe(422);
      expect(answer.json()).toMatchObject({ code: 'request_invalid', detail: 'Two things', errors: faults });
    }
  });

  it('only estimates when asked to', async () => {
    serve({ submit: () => Promise.reject(new Error('not to be called')) });
    const answer = await submit('/v1/jobs?validate_only=true');
    expect(answer.statusCode).toBe(200);
    expect(estimate.strict().parse(answer.json())).toMatchObject({ valid: true, forward_passes: 1_010_000 });
    expect((await submit('/v1/jobs?validate_only=yes')).statusCode).toBe(400);
  });

  it.each([
    ['wait=20', 20],
    ['respond-async, wait=5', 5],
    ['wait=3600', 60],
    ['Wait = 7; x=1', 7],
  ])('waits for the end with Prefer: %s', async (prefer, seconds) => {
    const waits: number[] = [];
    const done = { ...job, status: 'succeeded' as const };
    serve({ wait: async (_, asked) => (waits.push(asked), done) });
    const answer = await submit('/v1/jobs', { prefer });
    expect([answer.statusCode, answer.headers['preference-applied']]).toEqual([202, `wait=${seconds}`]);
    expect(answer.json()).toMatchObject({ status: 'succeeded' });
    expect(waits).toEqual([seconds]);
  });

  it.each(['wait=soon', 'wait=-1', 'respond-async', 'wait=0'])('ignores Prefer: %s', async (prefer) => {
    serve({ wait: () => Promise.reject(new Error('not to be called')) });
    const answer = await submit('/v1/jobs', { prefer });
    expect([answer.statusCode, answer.headers['preference-applied']]).toEqual([202, undefined]);
  });

  it('says when to come back when the queue is out of reach', async () => {
    serve({ submit: () => Promise.reject(new Refusal('queue_unavailable')) });
    const answer = await submit();
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
  });
});

describe('a job for what is not there', () => {
  it.each([
    ['model_unknown', '/model'],
    ['dataset_unknown', '/dataset'],
  ] as const)('is a fault in the request also when it was deleted just now: %s', async (code, pointer) => {
    serve({ submit: () => Promise.reject(new Refusal(code, 'It was just deleted')) });
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/v1/jobs', payload: '{}', headers });
    expect(answer.json()).toMatchObject({
      status: 422,
      code: 'request_invalid',
      errors: [{ code, pointer, message: 'It was just deleted' }],
    });
  });

  it('is refused as ever for any other reason', async () => {
    serve({ submit: () => Promise.reject(new Refusal('overloaded')) });
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/v1/jobs', payload: '{}', headers });
    expect(answer.statusCode).toBe(503);
  });
});

describe('extending a job', () => {
  const url = `/v1/jobs/${JOB_ID}/extend`;
  const extend = (query = '', headers = {}, payload: object = { max_n: 5000 }) =>
    app.inject({ method: 'POST', url: url + query, payload, headers });

  it('answers 202 with a new job that names the old one', async () => {
    const seen: unknown[] = [];
    serve({ extend: async (...asked) => (seen.push(asked), { ...job, id: EXTENSION_ID, extends: JOB_ID }) });
    const answer = await extend();
    expect([answer.statusCode, answer.headers.location]).toEqual([202, `/v1/jobs/${EXTENSION_ID}`]);
    expect(seen).toEqual([[JOB_ID, { max_n: 5000 }]]);
    expect(jobSchema.strict().parse(answer.json())).toMatchObject({ id: EXTENSION_ID, extends: JOB_ID });
  });

  it('only estimates when asked to, and waits when that is preferred', async () => {
    const waits: unknown[] = [];
    const wait = async (...[id, seconds]: [string, number]) => (waits.push([id, seconds]), job);
    serve({ wait, extend: async () => ({ ...job, id: EXTENSION_ID }) });
    const cost = await extend('?validate_only=true');
    expect([cost.statusCode, estimate.strict().parse(cost.json()).valid]).toEqual([200, true]);
    const answer = await extend('', { prefer: 'wait=5' });
    expect([answer.statusCode, answer.headers['preference-applied']]).toEqual([202, 'wait=5']);
    expect(waits).toEqual([[EXTENSION_ID, 5]]);
  });

  it.each([
    ['job_unknown', 404],
    ['job_not_succeeded', 409],
    ['request_invalid', 422],
  ] as const)('answers a refusal as it is: %s', async (code, status) => {
    serve({ extend: () => Promise.reject(new Refusal(code)) });
    expect((await extend()).json()).toMatchObject({ status, code });
  });

  it('answers for what was deleted just now as for what was not there', async () => {
    serve({ extend: () => Promise.reject(new Refusal('model_unknown', 'It was just deleted')) });
    expect((await extend()).json()).toMatchObject({
      status: 422,
      errors: [{ code: 'model_unknown', message: 'It was just deleted' }],
    });
  });

  it('needs a body, and a job id that can be one', async () => {
    serve();
    expect((await app.inject({ method: 'POST', url })).json()).toMatchObject({ code: 'body_missing' });
    const strange = await app.inject({ method: 'POST', url: '/v1/jobs/JOB/extend', payload: { max_n: 1 } });
    expect(strange.json()).toMatchObject({ status: 404, code: 'job_unknown' });
  });
});

describe('listing jobs', () => {
  it('passes on filters and pages', async () => {
    const queries: unknown[] = [];
    serve({ jobs: async (query) => (queries.push(query), { data: [job], next_cursor: 'next' }) });
    const filter = `status=running&model=${MODEL_ID}&dataset=${DATASET_ID}&method=smoothing&limit=5&cursor=abc`;
    const answer = await app.inject(`/v1/jobs?${filter}`);
    expect(answer.json()).toMatchObject({ data: [{ id: JOB_ID }], has_more: true, next_cursor: 'next' });
    await app.inject('/v1/jobs');
    expect(queries).toEqual([
      {
        limit: 5,
        cursor: 'abc',
        status: 'running',
        model_id: MODEL_ID,
        dataset_id: DATASET_ID,
        method: 'smoothing',
      },
      { limit: 50, cursor: null, status: null, model_id: null, dataset_id: null, method: null },
    ]);
  });
});

describe('canceling a job', () => {
  const cancelWith = async (cancel: Provable['cancel']) => {
    serve({ cancel });
    return app.inject({ method: 'POST', url: `/v1/jobs/${JOB_ID}/cancel` });
  };

  it.each([
    ['running', 202],
    ['canceling', 202],
    ['canceled', 200],
  ] as const)('of a job that is then %s answers %i', async (status, code) => {
    const answer = await cancelWith(async () => ({ ...job, status }));
    expect(answer.statusCode).toBe(code);
    expect(answer.json()).toMatchObject({ id: JOB_ID, status });
  });

  it.each(['succeeded', 'failed', 'expired'] as const)('of a job that has %s is refused', async (status) => {
    const answer = await cancelWith(async () => ({ ...job, status }));
    expect(answer.json()).toMatchObject({ status: 409, code: 'job_ended' });
  });
});

describe('the time left', () => {
  it.each([
    ['running', 25, 30],
    ['running', 0, null],
    ['queued', 25, null],
    ['succeeded', 100, null],
  ] as const)('of a job %s with %i done', async (status, done, eta) => {
    const started_at = new Date(Date.now() - 10_000).toISOString();
    serve({ job: async () => ({ ...job, status, done, started_at }) });
    const { progress } = (await app.inject(`/v1/jobs/${JOB_ID}`)).json<{
      progress: { eta_seconds: number | null };
    }>();
    if (eta === null) expect(progress.eta_seconds).toBeNull();
    else expect(progress.eta_seconds).toBeGreaterThanOrEqual(eta);
  });
});
