import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../../src/adapters/http/route.ts';
import { result } from '../../../../src/adapters/http/schemas/result.ts';
import { summary as summarySchema } from '../../../../src/adapters/http/schemas/summary.ts';
import { testApp } from '../support/app.ts';
import { JOB_ID, rowAt, summary } from '../support/provable.ts';

let app: App;
afterEach(() => app.close());
const url = `/v1/jobs/${JOB_ID}/results`;

interface Page {
  data: { index: number }[];
  has_more: boolean;
  next_cursor: string | null;
}

describe('results as JSON', () => {
  it('come in pages that hold every row once', async () => {
    ({ app } = testApp());
    const indices: number[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '?limit=500' : `?limit=500&cursor=${cursor}`;
      const page: Page = (await app.inject(url + query)).json();
      expect(page.has_more).toBe(page.next_cursor !== null);
      indices.push(...page.data.map(({ index }) => index));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(indices).toEqual(Array.from({ length: 1203 }, (_, index) => index));
  });

  it('are what the schema says, 50 at a time unless asked', async () => {
    ({ app } = testApp());
    const page: Page = (await app.inject(url)).json();
    expect(page.data).toHaveLength(50);
    expect(result.strict().parse(page.data[0])).toEqual({ ...rowAt(0), final: true });
  });

  it.each(['x', 'YWZ0ZXI6LTE', 'YWZ0ZXI6NQ==', 'YWZ0ZXI6MDU'])('refuse the cursor %s', async (cursor) => {
    ({ app } = testApp());
    expect((await app.inject(`${url}?cursor=${cursor}`)).json()).toMatchObject({
      code: 'parameter_invalid',
      errors: [{ pointer: '#query/cursor' }],
    });
  });
});

describe('results as a table', () => {
  const get = (accept: string, query = '') => app.inject({ url: url + query, headers: { accept } });

  it('are CSV with a header, quoted where it must be', async () => {
    ({ app } = testApp());
    const answer = await get('text/csv');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = answer.body.split('\r\n');
    expect(lines).toHaveLength(1205);
    expect(lines[0]).toBe(
      'index,label,prediction,base_prediction,correct,verdict,norm,radius,reason,seconds,evidence,final',
    );
    expect(lines[1]).toBe('0,3,3,3,true,certified,l2,0.5,,0.25,"{""count"":990,""n"":1000}",true');
    expect(lines[2]).toContain('"says ""no"", twice"');
  });

  it('are NDJSON, a row a line', async () => {
    ({ app } = testApp());
    const lines = (await get('application/x-ndjson')).body.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { index: number }).index)).toEqual(
      Array.from({ length: 1203 }, (_, index) => index),
    );
  });

  it('refuse paging, unknown jobs and other media types as problems', async () => {
    ({ app } = testApp());
    expect((await get('text/csv', '?limit=5')).json()).toMatchObject({
      errors: [{ pointer: '#query/limit' }],
    });
    expect((await get('text/html')).json()).toMatchObject({ status: 406, code: 'not_acceptable' });
    const unknown = `/v1/jobs/job_${'9'.repeat(32)}/results`;
    const answer = await app.inject({ url: unknown, headers: { accept: 'text/csv' } });
    expect(answer.json()).toMatchObject({ status: 404, code: 'job_unknown' });
  });

  it('make no rows for HEAD', async () => {
    let asked = 0;
    ({ app } = testApp({ rows: async () => (asked++, []) }));
    const answer = await app.inject({ method: 'HEAD', url, headers: { accept: 'text/csv' } });
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect([answer.statusCode, answer.body, asked]).toEqual([200, '', 0]);
  });
});

describe('the summary', () => {
  it('is asked for at ascending radii', async () => {
    const asked: unknown[] = [];
    ({ app } = testApp({ summary: async (_, radii) => (asked.push(radii), summary) }));
    const answer = await app.inject(`/v1/jobs/${JOB_ID}/summary?radii=0.5,0,2.5e-1,0.5`);
    const shown = summarySchema.strict().parse(answer.json());
    expect(shown).toEqual({ job: JOB_ID, status: 'running', ...summary });
    await app.inject(`/v1/jobs/${JOB_ID}/summary`);
    expect(asked).toEqual([
      { radii: [0, 0.25, 0.5], delta: 0.001 },
      { radii: null, delta: 0.001 },
    ]);
  });

  it('is stated with the confidence that is asked for', async () => {
    const asked: unknown[] = [];
    ({ app } = testApp({ summary: async (_, query) => (asked.push(query?.delta), summary) }));
    for (const delta of ['0.05', '1e-9']) await app.inject(`/v1/jobs/${JOB_ID}/summary?delta=${delta}`);
    expect(asked).toEqual([0.05, 1e-9]);
  });

  it.each(['', '0', '0.5', '1', '-0.1', 'NaN', '1e999', '0.1,0.2'])('refuses delta=%s', async (delta) => {
    ({ app } = testApp());
    const answer = await app.inject(`/v1/jobs/${JOB_ID}/summary?delta=${delta}`);
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'parameter_invalid',
      errors: [{ pointer: '#query/delta' }],
    });
  });

  it('shows what else a radius depends on', async () => {
    const guarantee = {
      kind: 'deterministic',
      per: 'sample',
      arithmetic: 'float32',
      p: 3,
      channels: [1, 0.5],
    } as const;
    ({ app } = testApp({ summary: async () => ({ ...summary, guarantee }) }));
    const answer = await app.inject(`/v1/jobs/${JOB_ID}/summary`);
    expect(answer.json()).toMatchObject({ guarantee });
  });

  it.each(['', '-1', '0,,1', '0;1', 'NaN', '1e999', 'Infinity', '0x1'])('refuses radii=%s', async (radii) => {
    ({ app } = testApp());
    const answer = await app.inject(`/v1/jobs/${JOB_ID}/summary?radii=${radii}`);
    expect(answer.json()).toMatchObject({ status: 400, code: 'parameter_invalid' });
  });
});
