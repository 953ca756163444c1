import { afterAll, describe, expect, it } from 'vitest';
import { auditBody } from '../../../../src/adapters/http/openapi/audit-body.ts';
import { audit as schema } from '../../../../src/adapters/http/schemas/audit.ts';
import type { AuditView } from '../../../../src/adapters/http/schemas/audit.ts';
import type { Problem } from '../../../../src/adapters/http/schemas/problem.ts';
import { testApp } from '../support/app.ts';
import { MULTIPART_TYPE, multipart } from '../support/multipart.ts';
import type { Part } from '../support/multipart.ts';

/** Nothing of the service is needed, and nothing may be kept. */
const touched: string[] = [];
const { app } = testApp({
  store: async () => {
    touched.push('store');
    return { digest: '', size: 0 };
  },
});
afterAll(async () => {
  await app.close();
  expect(touched).toEqual([]);
});

const CLAIM = { n: 100_000, alpha: 0.001, sigma: 0.5 };
const QUERY = '?n=100000&alpha=0.001&sigma=5e-1';
const TSV = 'idx\tlabel\tpredict\tradius\tcorrect\n0\t7\t7\t1.87\t1\n1\t2\t2\t1.91\t1\n2\t9\t-1\t0.0\t0\n';
const CSV = TSV.replaceAll('\t', ',');

async function post<T = AuditView>(type: string, payload: string | Buffer, query = '') {
  const url = `/v1/audits${query}`;
  const answer = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
  return { status: answer.statusCode, body: answer.json<T>() };
}
const asTable = (query: string, text = TSV) => post<Problem>('text/tab-separated-values', text, query);
const asForm = (parts: readonly Part[], query = '') => post<Problem>(MULTIPART_TYPE, multipart(parts), query);
const file = (content: string) => ({ name: 'file', content, filename: 'log.tsv' });
const metadata = (claim: unknown) => ({ name: 'metadata', content: JSON.stringify(claim) });
const pointersOf = ({ errors }: Problem) => errors.map(({ pointer }) => pointer);

describe('an audit', () => {
  it.each<[string, () => Promise<{ status: number; body: unknown }>]>([
    ['TSV', () => asTable(QUERY)],
    ['CSV', () => post('text/csv; charset=utf-8', CSV, QUERY)],
    ['a form', () => asForm([metadata(CLAIM), file(TSV)])],
    ['a form in the other order', () => asForm([file(CSV), metadata(CLAIM)])],
    [
      'JSON',
      () =>
        post(
          'application/json',
          JSON.stringify({
            ...CLAIM,
            rows: [
              { idx: 0, label: 7, predict: 7, radius: 1.87, correct: 1 },
              { idx: 1, label: 2, predict: 2, radius: '1.91', correct: 1 },
              { idx: 2, label: 9, predict: -1, radius: 0, correct: 0 },
            ],
          }),
        ),
    ],
  ])('of a log as %s says what is claimed, and whether it can be', async (_, send) => {
    const { status, body } = await send();
    expect(status).toBe(200);
    const view = schema.strict().parse(body);
    expect(view.claim).toEqual(CLAIM);
    expect(view.printed).toEqual({ kind: 'significant', digits: 3 });
    expect(view.ladder.map(({ count }) => count)).toEqual([50_490, 100_000]);
    expect(view.summary).toMatchObject({ rows: 3, share_consistent: 1, correct_wrong: 0, unanimous: 1 });
    expect(view.summary.findings).toMatchObject({ consistent: 2, abstention: 1, off_ladder: 0 });
    expect(view.summary.stated).toEqual(view.summary.confirmed);
    expect(view.summary.stated.clean_accuracy).toBeCloseTo(2 / 3, 12);
    expect(view.explanations).toEqual([]);
    expect(view.rows[0]).toEqual({
      idx: 0,
      finding: 'consistent',
      label: 7,
      predict: 7,
      radius: 1.87,
      counts: [99_999, 99_999],
      nearest: [],
      correct: true,
      correct_agrees: true,
    });
  });

  it('works on every example of the document', async () => {
    for (const [type, { examples = {} }] of Object.entries(auditBody.content)) {
      for (const [name, { value }] of Object.entries(examples)) {
        const payload = typeof value === 'string' ? value : JSON.stringify(value);
        const { status, body } =
          type === 'multipart/form-data'
            ? await asForm([metadata(value), file(TSV)])
            : await post(type, payload, type === 'application/json' ? '' : QUERY);
        expect(status, `${type}: ${name}`).toBe(200);
        if (name === 'rows') expect((body as AuditView).explanations[0]).toMatchObject({ value: 0.001 });
      }
    }
  });

  it('takes gaps that are meant', async () => {
    const gaps = TSV.replace('\n2\t', '\n5\t').replace('\n0\t', '\n2\t1\t1\t1\t1\n0\t');
    expect((await asTable(QUERY, gaps)).status).toBe(422);
    expect((await asTable(`${QUERY}&selection=true`, gaps)).status).toBe(200);
  });
});

describe('an audit is refused', () => {
  it('with every wrong line at once, and where it is', async () => {
    const text =
      'idx\tlabel\tpredict\tradius\tcorrect\n0\t7\t7\tinf\t1\n0\t7\t7\t1\t1\n0\t7\t-1\t1.0\t0\n5\n';
    const { status, body } = await asTable(QUERY, text);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'request_invalid', detail: 'The log cannot be audited as it is' });
    expect(pointersOf(body)).toEqual(['#line/5', '#line/2/radius', '#line/4/radius']);
    expect(body.errors[1]!.message).toBe('line 2: radius is "inf", not a finite number, 0 or more');
  });

  it('in an answer that can be read, however wrong it is', async () => {
    const text = `idx\tcount\n${'x\ty\n'.repeat(5000)}`;
    const { body } = await asTable(QUERY, text);
    expect(body.errors).toHaveLength(101);
    expect(body.errors[100]!.message).toBe('and 9900 more');
  });

  it.each([
    ['', ['#query/n', '#query/alpha', '#query/sigma']],
    ['?n=100000&alpha=0.001', ['#query/sigma']],
    ['?n=0&alpha=0.5&sigma=0', ['#query/n', '#query/alpha', '#query/sigma']],
    ['?n=1e5&alpha=x&sigma=-1', ['#query/n', '#query/alpha', '#query/sigma']],
    [`${QUERY}&sgima=1`, ['#query/sgima']],
  ])('as a table with the query %j', async (query, pointers) => {
    const { status, body } = await asTable(query);
    expect([status, body.code, pointersOf(body)]).toEqual([400, 'parameter_invalid', pointers]);
  });

  it('when the claim stands in the query of a form or of JSON', async () => {
    const form = await asForm([file(TSV)], QUERY);
    expect(pointersOf(form.body)).toEqual(['#query/n', '#query/alpha', '#query/sigma']);
    expect(form.body.errors[0]!.message).toContain('`metadata`');
    const json = await post<Problem>('application/json', '{}', '?n=5');
    expect(pointersOf(json.body)).toEqual(['#query/n']);
  });

  it('as a form without a file, with wrong parts, or with a wrong claim', async () => {
    expect((await asForm([metadata(CLAIM)])).body.code).toBe('upload_incomplete');
    const parts = [metadata(CLAIM), file(TSV), { name: 'labels', content: 'x' }];
    expect(pointersOf((await asForm(parts)).body)).toEqual(['/labels']);
    const wrong = await asForm([metadata({ n: 0, more: 1 }), file('idx\tcount\nx\t1\n')]);
    expect(pointersOf(wrong.body)).toEqual(['/n', '/alpha', '/sigma', '/more', '#line/2/idx']);
  });

  it('without a body, or as what it is not', async () => {
    expect((await post<Problem>('application/json', '')).body.code).toBe('body_missing');
    expect((await asTable(QUERY, '')).body.code).toBe('body_missing');
    const other = await post<Problem>('application/octet-stream', TSV, QUERY);
    expect([other.status, other.body.code]).toEqual([415, 'media_type_unsupported']);
    expect((await post<Problem>('application/json', TSV)).body.code).toBe('body_malformed');
  });
});

it('leaves the media types of other routes alone', async () => {
  const headers = { 'content-type': 'text/csv' };
  const answer = await app.inject({ method: 'POST', url: '/v1/jobs', payload: CSV, headers });
  expect(answer.statusCode).toBe(415);
});
