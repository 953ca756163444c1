import type { InjectOptions } from 'light-my-request';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../src/adapters/http/route.ts';
import { problem } from '../../../src/adapters/http/schemas/problem.ts';
import { listening, testApp } from './support/app.ts';
import { JOB_ID, MODEL_ID } from './support/provable.ts';

const open: App[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((app) => app.close()))));
function appOf(...args: Parameters<typeof testApp>) {
  const made = testApp(...args);
  open.push(made.app);
  return made;
}

/** Sends bytes as they are; answers everything that comes back until the connection ends. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  let answer = '';
  for await (const bytes of socket as AsyncIterable<Buffer>) answer += String(bytes);
  return answer;
}

describe('problems', () => {
  const cases: [string, InjectOptions, number, string][] = [
    ['an unknown route', { url: '/v2/jobs' }, 404, 'route_unknown'],
    ['an id that is none', { url: '/v1/models/..%2f..%2fetc' }, 404, 'model_unknown'],
    ['an id with NUL', { url: '/v1/jobs/job_1%00' }, 404, 'job_unknown'],
    ['an id of another kind', { url: `/v1/jobs/${MODEL_ID}` }, 404, 'job_unknown'],
    ['an overlong id', { url: `/v1/models/mdl_${'a'.repeat(5000)}` }, 404, 'route_unknown'],
    ['a method that is not there', { method: 'PUT', url: '/v1/jobs' }, 405, 'method_not_allowed'],
    ['QUERY without a type', { method: 'QUERY', url: '/v1/models' }, 405, 'method_not_allowed'],
    ['QUERY where nothing is', { method: 'QUERY', url: '/v2/models' }, 404, 'route_unknown'],
    ['a method nobody has', { method: 'PROPFIND', url: '/v1/jobs' }, 405, 'method_not_allowed'],
    [
      'a body of any type for such a method',
      { method: 'PUT', url: '/v1/jobs', ...body('a=1', 'text/plain') },
      405,
      'method_not_allowed',
    ],
    ['a missing file of Swagger UI', { url: '/docs/static/nothing.js' }, 404, 'route_unknown'],
    ['a bad percent sign', { url: '/v1/jobs/%zz' }, 400, 'parameter_invalid'],
    ['an unknown parameter', { url: '/v1/jobs?stauts=queued' }, 400, 'parameter_invalid'],
    ['malformed JSON', { method: 'POST', url: '/v1/jobs', ...json('{"model":') }, 400, 'body_malformed'],
    ['a repeated key', { method: 'POST', url: '/v1/jobs', ...json('{"a":1,"a":2}') }, 400, 'body_malformed'],
    ['no body', { method: 'POST', url: '/v1/jobs' }, 400, 'body_missing'],
    ['an empty body', { method: 'POST', url: '/v1/jobs', ...json('') }, 400, 'body_missing'],
    [
      'a form',
      { method: 'POST', url: '/v1/jobs', ...body('a=1', 'application/x-www-form-urlencoded') },
      415,
      'media_type_unsupported',
    ],
    ['JSON as a model', { method: 'POST', url: '/v1/models', ...json('{}') }, 415, 'media_type_unsupported'],
    [
      'too much JSON',
      { method: 'POST', url: '/v1/jobs', ...json(`"${'a'.repeat(8 * 1024 * 1024)}"`) },
      413,
      'too_large',
    ],
  ];
  function body(payload: string, type: string) {
    return { payload, headers: { 'content-type': type } };
  }
  function json(payload: string) {
    return body(payload, 'application/json');
  }

  it.each(cases)('answers %s', async (_, request, status, code) => {
    const { app } = appOf();
    const answer = await app.inject(request);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.statusCode).toBe(status);
    const shown = problem.strict().parse(answer.json());
    expect(shown).toMatchObject({ status, code, request_id: answer.headers['x-request-id'] });
    expect(shown.errors.length).toBeGreaterThan(0);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('says what a path can do', async () => {
    const { app } = appOf();
    const on = async (method: 'PUT' | 'PATCH' | 'QUERY', url: string) =>
      (await app.inject({ method, url })).headers.allow;
    expect(await on('PUT', '/v1/jobs/')).toBe('GET, HEAD, POST');
    expect(await on('PATCH', `/v1/models/${MODEL_ID}?x=1`)).toBe('DELETE, GET, HEAD');
    expect(await on('PUT', `/v1/jobs/${JOB_ID}/cancel`)).toBe('POST');
    expect(await on('QUERY', '/v1/models')).toBe('GET, HEAD, POST');
    expect(await on('PUT', '/docs/static/nothing.js')).toBe('GET, HEAD');
  });

  it('lists every wrong query parameter at once', async () => {
    const { app } = appOf();
    const answer = await app.inject('/v1/jobs?limit=0&status=done&model=x&colour=red&cursor=a%00b&limit=3');
    const pointers = answer.json<{ errors: { pointer: string }[] }>().errors.map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(
      ['colour', 'cursor', 'limit', 'model', 'status'].map((name) => `#query/${name}`),
    );
  });

  it.each(['', '0', '501', '1.5', '0x10', ' 5', '1e2', '5&limit=5'])('refuses limit=%s', async (limit) => {
    const { app } = appOf();
    expect((await app.inject(`/v1/models?limit=${limit}`)).statusCode).toBe(400);
  });

  it('keeps an unexpected fault to the log, found by the request id', async () => {
    const { app, lines } = appOf({ models: () => Promise.reject(new Error('password hunter2 at line 3')) });
    const answer = await app.inject({ url: '/v1/models', headers: { 'x-request-id': 'trace-1' } });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'internal', request_id: 'trace-1' });
    expect(answer.body).not.toMatch(/hunter2|stack|\.ts/);
    const line = lines.find(({ msg }) => msg === 'request failed');
    expect(line).toMatchObject({ reqId: 'trace-1', err: { message: 'password hunter2 at line 3' } });
  });

  it.each([
    [400, 400, 'request_malformed'],
    [405, 405, 'method_not_allowed'],
    [413, 413, 'too_large'],
    [415, 415, 'media_type_unsupported'],
    [418, 400, 'request_malformed'],
    [500, 500, 'internal'],
  ])('blames a client where the framework does: %i', async (given, status, code) => {
    const fault = Object.assign(new Error('secret'), { code: 'FST_ERR_NEW', statusCode: given });
    const { app } = appOf({ models: () => Promise.reject(fault) });
    const answer = await app.inject('/v1/models');
    expect(answer.json()).toMatchObject({ status, code });
    expect(answer.body).not.toContain('secret');
  });

  it('does not blame a client for what anything else calls a client error', async () => {
    const fault = Object.assign(new Error('not found'), { code: 'NoSuchKey', statusCode: 404 });
    const { app } = appOf({ models: () => Promise.reject(fault) });
    expect((await app.inject('/v1/models')).statusCode).toBe(500);
  });

  it('never echoes the query', async () => {
    const { app } = appOf();
    const answer = await app.inject('/v1/nothing?api_key=s3cret');
    expect(answer.body).not.toContain('s3cret');
  });
});

describe('the request id', () => {
  it.each([
    ['a-B.c_9', 'a-B.c_9'],
    ['x'.repeat(129), null],
    ['two words', null],
    ['', null],
  ])('echoes %s only when it is harmless', async (given, echoed) => {
    const { app } = appOf();
    const { headers } = await app.inject({ url: '/livez', headers: { 'x-request-id': given } });
    if (echoed) expect(headers['x-request-id']).toBe(echoed);
    else expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}-/);
  });
});

describe('the key', () => {
  const options = { apiKey: 'sesame' };
  const status = async (url: string, authorization?: string) => {
    const { app } = appOf({}, options);
    return (await app.inject({ url, headers: authorization ? { authorization } : {} })).statusCode;
  };

  it('opens everything, and nothing else does', async () => {
    expect(await status('/v1/models', 'Bearer sesame')).toBe(200);
    expect(await status('/v1/models', 'bearer  sesame')).toBe(200);
    for (const wrong of [undefined, 'Bearer', 'Bearer sesam', 'Bearer sesame2', 'Basic sesame', 'sesame']) {
      expect(await status('/v1/models', wrong), String(wrong)).toBe(401);
    }
    expect(await status('/v1/unknown')).toBe(401);
  });

  it('is asked for before a body is read', async () => {
    const { app } = appOf({}, options);
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/jobs',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="provable"');
  });

  it('is not needed for health and documentation', async () => {
    for (const url of ['/livez', '/readyz', '/', '/openapi.json', '/docs', '/docs/static/swagger-ui.css']) {
      expect(await status(url), url).toBe(200);
    }
  });
});

describe('the log', () => {
  it('has one line a request, without query and headers', async () => {
    const { app, lines } = appOf({}, { apiKey: 'sesame' });
    const headers = { authorization: 'Bearer sesame', 'x-request-id': 'r1' };
    await app.inject({ url: `/v1/jobs/${JOB_ID}/results?limit=7`, headers });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      reqId: 'r1',
      method: 'GET',
      route: '/v1/jobs/:id/results',
      status: 200,
    });
    expect(lines[0]!['ms']).toBeTypeOf('number');
    expect(JSON.stringify(lines)).not.toMatch(/sesame|limit=7/);
  });
});

describe('HEAD and trailing slashes', () => {
  it('does not find with HEAD what GET does not find', async () => {
    const { app } = appOf();
    expect((await app.inject({ method: 'HEAD', url: '/docs/static/nothing.js' })).statusCode).toBe(404);
  });

  it('answers HEAD like GET without a body', async () => {
    const { app } = appOf();
    for (const url of ['/v1/models', `/v1/jobs/${JOB_ID}`]) {
      const [get, head] = [await app.inject(url), await app.inject({ method: 'HEAD', url })];
      expect([head.statusCode, head.body]).toEqual([200, '']);
      expect(head.headers['content-length']).toBe(get.headers['content-length']);
    }
  });

  it('does not care about a slash at the end', async () => {
    const { app } = appOf();
    for (const url of ['/v1/models/', `/v1/jobs/${JOB_ID}/`, '/livez/']) {
      expect((await app.inject(url)).statusCode, url).toBe(200);
    }
  });
});

describe('health', () => {
  it('is ready when nothing is out of reach, and says what is', async () => {
    expect((await appOf().app.inject('/readyz')).json()).toEqual({ status: 'ready' });
    const { app } = appOf({ unready: async () => ({ queue: 'connection refused' }) });
    const answer = await app.inject('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({
      code: 'not_ready',
      errors: [{ code: 'part_unready', message: 'queue: connection refused' }],
    });
    expect((await app.inject('/livez')).json()).toEqual({ status: 'ok' });
  });
});

describe('the start page', () => {
  it('is JSON for programs and the console for browsers', async () => {
    const { app } = appOf();
    expect((await app.inject('/')).json()).toMatchObject({ version: '1.2.3', links: { docs: '/docs' } });
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const page = await app.inject({ url: '/', headers });
    expect(page.statusCode).toBe(200);
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', vary: 'accept' });
    expect(page.body).toContain('<script type="module" src="/console/main.js">');
  });
});

describe('what is not HTTP', () => {
  it('is answered as a problem, and the connection closed', async () => {
    const port = await listening(appOf().app);
    const answer = await raw(port, 'HELLO\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('"code":"body_malformed"');
    expect(answer).toContain('x-content-type-options: nosniff');
  });

  it('includes headers without end', async () => {
    const port = await listening(appOf().app);
    const answer = await raw(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"headers_too_large"');
  });

  it('does not include an ordinary request on the same server', async () => {
    const port = await listening(appOf().app);
    const status = await new Promise((resolve) =>
      httpRequest({ port, path: '/livez' }, (answer) => resolve(answer.resume().statusCode)).end(),
    );
    expect(status).toBe(200);
  });
});
