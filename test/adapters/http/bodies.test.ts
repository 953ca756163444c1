import { afterAll, describe, expect, it } from 'vitest';
import { testApp } from './support/app.ts';
import { JOB_ID } from './support/provable.ts';

const { app } = testApp();
afterAll(() => app.close());

const post = (headers: Record<string, string>, url = '/v1/jobs') =>
  app.inject({ method: 'POST', url, payload: '{}', headers });
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a body', () => {
  it.each(['gzip', 'br', 'deflate, gzip', 'x'.repeat(500)])('encoded as %s is refused', async (encoding) => {
    for (const url of ['/v1/jobs', `/v1/jobs/${JOB_ID}/cancel`]) {
      const answer = await post({ ...JSON_TYPE, 'content-encoding': encoding }, url);
      expect(answer.json()).toMatchObject({
        status: 415,
        code: 'media_type_unsupported',
        detail: expect.stringContaining(`Content-Encoding is ${encoding.slice(0, 100)}`) as unknown,
      });
      expect(answer.headers['accept-encoding']).toBe('identity');
    }
  });

  it('that says it is not encoded is read', async () => {
    expect((await post({ ...JSON_TYPE, 'content-encoding': 'Identity' })).statusCode).toBe(202);
  });

  it.each(['iso-8859-1', '"UTF-16"', ''])('of JSON with charset=%s is refused', async (charset) => {
    const answer = await post({ 'content-type': `application/json; charset=${charset}` });
    expect(answer.json()).toMatchObject({
      status: 415,
      detail: expect.stringMatching(/UTF-8.*charset/) as unknown,
    });
  });

  it.each(['utf-8', '"UTF-8"', 'utf8'])('of JSON with charset=%s is read', async (charset) => {
    expect((await post({ 'content-type': `application/json;charset=${charset}` })).statusCode).toBe(202);
  });
});
