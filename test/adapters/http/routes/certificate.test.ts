import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../../src/adapters/http/route.ts';
import {
  certificateSchema,
  certificateSchemaText,
} from '../../../../src/adapters/http/schemas/certificate.ts';
import { Refusal } from '../../../../src/service/errors.ts';
import { aSigner } from '../../../support/signer.ts';
import { testApp } from '../support/app.ts';
import { CERTIFICATE, JOB_ID } from '../support/provable.ts';

let app: App;
afterEach(() => app.close());

const url = `/v1/jobs/${JOB_ID}/certificate`;
const TYPE = 'application/vnd.provable.certificate+json;version=1';
const get = (path: string, accept?: string) => app.inject({ url: path, headers: accept ? { accept } : {} });

describe('a certificate over HTTP', () => {
  it('is answered byte for byte, under its own media type', async () => {
    ({ app } = testApp());
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe(TYPE);
    expect(answer.headers.link).toContain('</v1/schemas/certificate>; rel="describedby"');
    expect(answer.body).toBe(CERTIFICATE.text);
    const head = await app.inject({ method: 'HEAD', url });
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });

  it.each([
    [TYPE, TYPE],
    ['application/vnd.provable.certificate+json', TYPE],
    ['application/vnd.provable.certificate+json; version="1"', TYPE],
    ['application/json', 'application/json'],
    ['application/vnd.provable.certificate+json;version=2, application/json;q=0.5', 'application/json'],
    ['*/*', TYPE],
  ])('is had by asking for %s', async (accept, type) => {
    ({ app } = testApp());
    expect(String((await get(url, accept)).headers['content-type']).split('; charset=', 1)[0]).toBe(type);
  });

  it.each(['application/vnd.provable.certificate+json;version=2', 'text/html'])(
    'is not to be had as %s',
    async (accept) => {
      ({ app } = testApp());
      expect((await get(url, accept)).json()).toMatchObject({ code: 'not_acceptable', status: 406 });
    },
  );

  it('comes with its signature alone, and its outcomes line by line', async () => {
    ({ app } = testApp());
    const signature = await get(`${url}.jws`);
    expect(signature.headers['content-type']).toBe('application/jose');
    expect(signature.body).toBe(CERTIFICATE.signature);
    const outcomes = await get(`${url}/outcomes`);
    expect(outcomes.headers['content-type']).toBe('application/x-ndjson');
    expect(outcomes.body).toBe('{"index":0}\n{"index":1}\n');
  });

  it.each(['', '.jws', '/outcomes'])(
    '%s of a job that has not succeeded is refused with its state',
    async (part) => {
      const refuse = async () => {
        throw new Refusal('job_not_succeeded', 'The job is running', [
          { code: 'job_running', message: 'it is running' },
        ]);
      };
      ({ app } = testApp({ certificate: refuse, outcomes: refuse }));
      expect((await get(url + part)).json()).toMatchObject({
        code: 'job_not_succeeded',
        status: 409,
        errors: [{ code: 'job_running' }],
      });
    },
  );

  it.each(['', '.jws', '/outcomes'])('%s of no job is not there', async (part) => {
    ({ app } = testApp());
    expect((await get(`/v1/jobs/job_9/certificate${part}`)).json()).toMatchObject({ code: 'job_unknown' });
  });
});

describe('what a stranger needs to check it', () => {
  it('is open without a key: the public keys, and the schema', async () => {
    ({ app } = testApp({}, { apiKey: 'k'.repeat(24) }));
    const keys = await get('/.well-known/jwks.json');
    expect(keys.headers['content-type']).toMatch(/^application\/jwk-set\+json/);
    expect(keys.json()).toEqual({ keys: aSigner.keys });
    const schema = await get('/v1/schemas/certificate');
    expect(schema.headers['content-type']).toMatch(/^application\/schema\+json/);
    expect(schema.json()).toEqual(JSON.parse(JSON.stringify(certificateSchema())));
    expect((await get(url)).statusCode).toBe(401);
  });

  it('is committed as it is answered (npm run openapi)', () => {
    const committed = new URL('../../../../openapi/certificate.schema.json', import.meta.url);
    expect(readFileSync(committed, 'utf8')).toBe(certificateSchemaText());
  });
});
