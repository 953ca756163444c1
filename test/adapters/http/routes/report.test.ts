import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../../src/adapters/http/route.ts';
import { Refusal } from '../../../../src/service/errors.ts';
import { testApp } from '../support/app.ts';
import { job, JOB_ID, page } from '../support/provable.ts';
import { reportOf } from '../../../../src/service/report/report.ts';

let app: App;
afterEach(() => app.close());
const url = `/v1/jobs/${JOB_ID}/report`;

describe('the report', () => {
  it('is a page that may have its style sheet and its own pictures, and nothing else', async () => {
    ({ app } = testApp());
    const answer = await app.inject(url);
    expect([answer.statusCode, answer.body]).toEqual([200, page.html]);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['content-security-policy']).toBe(
      `default-src 'none'; style-src '${page.style}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('is asked for as it is, with the confidence of the summary', async () => {
    const asked: unknown[] = [];
    ({ app } = testApp({ report: async (_, query) => (asked.push(query), page) }));
    await app.inject(url);
    await app.inject(`${url}?preliminary=true&delta=0.05`);
    expect(asked).toEqual([
      { preliminary: false, delta: 0.001 },
      { preliminary: true, delta: 0.05 },
    ]);
  });

  it.each(['preliminary=yes', 'preliminary=', 'delta=0.5', 'delta=x', 'radii=1'])(
    'refuses %s',
    async (query) => {
      ({ app } = testApp());
      const [name] = query.split('=', 1);
      expect((await app.inject(`${url}?${query}`)).json()).toMatchObject({
        status: 400,
        errors: [{ pointer: `#query/${name}` }],
      });
    },
  );

  it('is HTML only, and of a job that is there', async () => {
    ({ app } = testApp());
    const answer = await app.inject({ url, headers: { accept: 'application/json' } });
    expect(answer.json()).toMatchObject({ status: 406, code: 'not_acceptable' });
    expect((await app.inject(`/v1/jobs/job_${'9'.repeat(32)}/report`)).json()).toMatchObject({ status: 404 });
  });

  it('is refused of a job that has not ended, with how it stands', async () => {
    const refuse = async () => {
      throw new Error('nothing is to be gathered');
    };
    const intake = { records: {}, openSamples: refuse, renderReport: refuse } as never;
    ({ app } = testApp({ report: (_, query) => reportOf(intake, job, query) }));
    const answer = (await app.inject(url)).json<{ detail: string }>();
    expect(answer).toMatchObject({ status: 409, code: 'job_not_ended', errors: [{ code: 'job_running' }] });
    expect(answer.detail).toContain('it is running, with 25 of 100 samples done');
    await expect(reportOf(intake, job, {})).rejects.toBeInstanceOf(Refusal);
  });
});
