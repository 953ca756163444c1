import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../../src/adapters/http/route.ts';
import { gate as schema } from '../../../../src/adapters/http/schemas/gate.ts';
import { STANDINGS } from '../../../support/gates.ts';
import { parseXml } from '../../../support/xml.ts';
import { aGate } from '../../../support/records.ts';
import { testApp } from '../support/app.ts';
import { estimate, job, JOB_ID } from '../support/provable.ts';

let app: App;
afterEach(() => app.close());

const url = `/v1/jobs/${JOB_ID}/gate`;
const get = (path: string, accept?: string) => app.inject({ url: path, headers: accept ? { accept } : {} });

describe('a gate over HTTP', () => {
  it('is answered as JSON', async () => {
    ({ app } = testApp({ gate: async () => STANDINGS }));
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['vary']]).toEqual([200, expect.stringContaining('accept')]);
    expect(schema.parse(answer.json())).toEqual(STANDINGS);
  });

  it.each([
    ['application/junit+xml', 'application/junit+xml; charset=utf-8'],
    ['application/xml', 'application/xml; charset=utf-8'],
    ['text/xml;q=0.9, application/json;q=0.1', 'text/xml; charset=utf-8'],
  ])('is answered as JUnit XML to %s', async (accept, type) => {
    ({ app } = testApp({ gate: async () => STANDINGS }));
    const answer = await get(url, accept);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, type]);
    expect(parseXml(answer.body)).toMatchObject({ name: 'testsuites', attributes: { tests: '4' } });
  });

  it('is answered as Markdown, and refused as anything else', async () => {
    ({ app } = testApp({ gate: async () => STANDINGS }));
    const answer = await get(url, 'text/markdown');
    expect(answer.headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(answer.body).toContain('## ❌ Gate failed');
    expect((await get(url, 'image/png')).json()).toMatchObject({ status: 406, code: 'not_acceptable' });
  });

  it('is not there for a job without one, nor for no job', async () => {
    ({ app } = testApp());
    expect((await get(url)).json()).toMatchObject({ status: 404, code: 'gate_unknown' });
    expect((await get('/v1/jobs/job_0/gate')).json()).toMatchObject({ status: 404, code: 'job_unknown' });
  });

  it('is shown with its job, and linked to', async () => {
    const gated = { ...job, gate: [aGate({ planned: 100 })], tally: { rows: 25, gates: [{ good: 25 }] } };
    ({ app } = testApp({ job: async () => gated }));
    expect((await get(`/v1/jobs/${JOB_ID}`)).json()).toMatchObject({
      gate: { answer: 'undecided', settled: false, stopped_early: false, samples: { examined: 25 } },
      links: { gate: url },
    });
    await app.close();
    ({ app } = testApp());
    const without = (await get(`/v1/jobs/${JOB_ID}`)).json<{ gate: unknown; links: object }>();
    expect(without.gate).toBeNull();
    expect(without.links).not.toHaveProperty('gate');
  });

  it('says beforehand what it needs', async () => {
    ({ app } = testApp({ estimate: async () => ({ ...estimate, gate: [aGate({ planned: 100 })] }) }));
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/jobs?validate_only=true',
      payload: {},
    });
    expect(answer.json()).toMatchObject({
      valid: true,
      gate: [{ metric: 'certified_accuracy', needs: { counted: 50, proved: 50 } }],
    });
  });
});
