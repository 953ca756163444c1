import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../../src/adapters/http/route.ts';
import { comparison as schema } from '../../../../src/adapters/http/schemas/comparison.ts';
import { Refusal } from '../../../../src/service/errors.ts';
import { testApp } from '../support/app.ts';
import {
  comparison,
  DATASET_ID,
  EXTENSION_ID,
  JOB_ID,
  MODEL_ID,
  page,
  stubProvable,
  summary,
} from '../support/provable.ts';
import type { HistoryView } from '../../../../src/adapters/http/schemas/history.ts';

let app: App;
afterEach(() => app.close());
const url = `/v1/compare?jobs=${JOB_ID},${EXTENSION_ID}`;

describe('a comparison', () => {
  it('is JSON, its jobs by their ids', async () => {
    ({ app } = testApp());
    const answer = await app.inject(url);
    const body = schema.parse(answer.json());
    expect(answer.statusCode).toBe(200);
    expect(body.jobs.map(({ job }) => job)).toEqual([JOB_ID, EXTENSION_ID]);
    expect(body.jobs[0]).toMatchObject({ model: MODEL_ID, certified_accuracy: summary.certified_accuracy });
    expect(body.pairs[0]).toMatchObject({ first: JOB_ID, second: EXTENSION_ID });
    expect(body.pairs[0]!.findings).toEqual(comparison.pairs[0]!.findings);
    expect(JSON.stringify(body)).not.toContain('whsec');
  });

  it('is a page for those who like one better', async () => {
    ({ app } = testApp());
    const answer = await app.inject({ url, headers: { accept: 'text/html,*/*;q=0.8' } });
    expect([answer.statusCode, answer.body]).toEqual([200, page.html]);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['content-security-policy']).toContain(`style-src '${page.style}'`);
    expect(answer.headers['vary']).toBe('accept');
    expect((await app.inject({ url, headers: { accept: 'image/png' } })).statusCode).toBe(406);
  });

  it('is of the jobs in their order, at ascending radii', async () => {
    const asked: unknown[] = [];
    ({ app } = testApp({ compare: async (...all) => (asked.push(all), comparison) }));
    await app.inject(url);
    await app.inject(`/v1/compare?jobs=${EXTENSION_ID},${JOB_ID}&radii=0.5,0,0.5&delta=0.01&confidence=0.99`);
    expect(asked).toEqual([
      [[JOB_ID, EXTENSION_ID], { radii: null, delta: 0.001, confidence: 0.95 }],
      [[EXTENSION_ID, JOB_ID], { radii: [0, 0.5], delta: 0.01, confidence: 0.99 }],
    ]);
  });

  const many = Array.from({ length: 9 }, (_, i) => `job_${i}`).join(',');
  it.each([
    ['no job', '/v1/compare', 'jobs'],
    ['one job', `/v1/compare?jobs=${JOB_ID}`, 'jobs'],
    ['a job twice', `/v1/compare?jobs=${JOB_ID},${JOB_ID}`, 'jobs'],
    ['nine jobs', `/v1/compare?jobs=${many}`, 'jobs'],
    ['what is no id', `/v1/compare?jobs=${JOB_ID},mdl_1`, 'jobs'],
    ['an empty id', `/v1/compare?jobs=${JOB_ID},`, 'jobs'],
    ['jobs by two parameters', `/v1/compare?jobs=${JOB_ID},job_1&jobs=job_2`, 'jobs'],
    ['a negative radius', `${url}&radii=-1`, 'radii'],
    ['fifty-one radii', `${url}&radii=${Array.from({ length: 51 }, (_, i) => i).join(',')}`, 'radii'],
    ['certainty', `${url}&confidence=1`, 'confidence'],
    ['another parameter', `${url}&norm=l2`, 'norm'],
  ])('is not of %s', async (_, asked, name) => {
    ({ app } = testApp());
    const body = (await app.inject(asked)).json<{ status: number; errors: { pointer: string }[] }>();
    expect(body.status).toBe(400);
    expect(body.errors[0]!.pointer).toMatch(new RegExp(`^#query/${name}`));
  });

  it('passes on why jobs cannot be compared', async () => {
    const fault = { code: 'norm_differ', message: 'both sides', pointer: '#query/jobs' };
    ({ app } = testApp({ compare: () => Promise.reject(new Refusal('jobs_incomparable', 'why', [fault])) }));
    expect((await app.inject(url)).json()).toMatchObject({
      status: 422,
      code: 'jobs_incomparable',
      errors: [fault],
    });
  });
});

describe('the history of a model', () => {
  const path = `/v1/models/${MODEL_ID}/history`;

  it('is a page of jobs, with a cursor to the next', async () => {
    const asked: unknown[] = [];
    const stub = stubProvable();
    ({ app } = testApp({
      modelHistory: async (id, query) => (
        asked.push(query),
        { ...(await stub.modelHistory(id, query)), next: JOB_ID }
      ),
    }));
    const first = (await app.inject(path)).json<HistoryView>();
    expect(first).toMatchObject({
      model: MODEL_ID,
      name: 'digits',
      dataset: { id: DATASET_ID },
      norm: 'l2',
      has_more: true,
      data: [{ job: JOB_ID, clean_accuracy: 0.95, progress: { done: 25, total: 100 } }],
    });
    await app.inject(`${path}?cursor=${first.next_cursor}&norm=l1&dataset=${DATASET_ID}&radii=1,0.5&limit=5`);
    expect(asked).toEqual([
      { dataset: null, norm: null, radii: null, limit: 20, after: null },
      { dataset: DATASET_ID, norm: 'l1', radii: [0.5, 1], limit: 5, after: JOB_ID },
    ]);
  });

  it.each(['cursor=x', 'limit=51', 'limit=0', 'norm=l7', 'dataset=mdl_1', 'jobs=1'])(
    'refuses %s',
    async (query) => {
      ({ app } = testApp());
      const [name] = query.split('=', 1);
      expect((await app.inject(`${path}?${query}`)).json()).toMatchObject({
        status: 400,
        errors: [{ pointer: `#query/${name}` }],
      });
    },
  );

  it('is of a model that is there', async () => {
    ({ app } = testApp());
    expect((await app.inject(`/v1/models/mdl_9/history`)).json()).toMatchObject({ code: 'model_unknown' });
  });
});

describe('what platforms show of a job', () => {
  it('is a model card, with links to where it was asked', async () => {
    ({ app } = testApp());
    const answer = await app.inject({
      url: `/v1/jobs/${JOB_ID}/model-card`,
      headers: { host: 'localhost:8080' },
    });
    expect(answer.headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(answer.body).toBe('---\n---\nhttp://localhost:8080\n');
  });

  it('is OpenMetrics lines, as collectors ask for them', async () => {
    ({ app } = testApp());
    const accept =
      'application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,*/*;q=0.1';
    const answer = await app.inject({ url: `/v1/jobs/${JOB_ID}/metrics`, headers: { accept } });
    expect(answer.headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(answer.body).toBe('# EOF\n');
  });

  it.each(['model-card', 'metrics'])('is %s of a job that is there, and of no other type', async (what) => {
    ({ app } = testApp());
    expect((await app.inject(`/v1/jobs/job_9/${what}`)).json()).toMatchObject({ code: 'job_unknown' });
    const answer = await app.inject({
      url: `/v1/jobs/${JOB_ID}/${what}`,
      headers: { accept: 'image/png' },
    });
    expect(answer.statusCode).toBe(406);
  });
});
