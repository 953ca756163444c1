import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../src/adapters/http/route.ts';
import { listening, testApp } from './support/app.ts';
import { MULTIPART_TYPE, multipart } from './support/multipart.ts';
import { JOB_ID } from './support/provable.ts';

const open: App[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((app) => app.close()))));
function appOf(...args: Parameters<typeof testApp>): App {
  const { app } = testApp(...args);
  open.push(app);
  return app;
}

type Headers = Record<string, string>;
const HERE = '127.0.0.1:8080';
const OWN = `http://${HERE}`;
const FOREIGN: [string, Headers][] = [
  ['a foreign Host', { host: 'evil.example' }],
  ['a foreign Host as its own origin', { host: 'evil.example:8080', origin: 'http://evil.example:8080' }],
  ['a foreign Origin', { host: HERE, origin: 'https://evil.example' }],
  ['an opaque Origin', { host: HERE, origin: 'null' }],
  ['a page of another site', { host: HERE, 'sec-fetch-site': 'cross-site' }],
  ['a page on another port', { host: HERE, 'sec-fetch-site': 'same-site' }],
];

async function answerTo(headers: Headers, url = '/v1/models', app = appOf()) {
  const answer = await app.inject({ url, headers });
  return { status: answer.statusCode, body: answer.json<{ code?: string; errors?: { code: string }[] }>() };
}

describe('without a key', () => {
  it.each([
    'localhost',
    'LOCALHOST:80',
    'localhost:65535',
    '127.0.0.1',
    '127.255.3.4:8080',
    '[::1]',
    '[::1]:8080',
  ])('Host %s is this machine', async (host) => {
    expect((await answerTo({ host })).status).toBe(200);
  });

  it.each([
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil-localhost',
    '128.0.0.1',
    '127.0.0.999',
    '0.0.0.0:8080',
    '192.168.1.2',
    '[::]',
    '[::2]:8080',
    'evil.example@localhost',
    'localhost@evil.example',
    'localhost/evil.example',
    'localhost:1:2',
    'localhost, evil.example',
    '::1',
  ])('Host %s is not', async (host) => {
    expect(await answerTo({ host })).toMatchObject({
      status: 403,
      body: { code: 'origin_not_allowed', errors: [{ code: 'host_foreign' }] },
    });
  });

  it('HTTP/1.0 without a Host is not, but for health', async () => {
    const port = await listening(appOf());
    const statusOf = async (path: string) => {
      const socket = connect(port, '127.0.0.1').setEncoding('utf8');
      socket.write(`GET ${path} HTTP/1.0\r\n\r\n`);
      const answer = (await socket.toArray()).join('');
      return answer.slice(0, answer.indexOf('\r\n'));
    };
    expect(await statusOf('/v1/models')).toBe('HTTP/1.1 403 Forbidden');
    expect(await statusOf('/livez')).toBe('HTTP/1.1 200 OK');
  });

  it.each([
    [HERE, OWN],
    ['localhost', 'http://localhost'],
    ['localhost:80', 'http://localhost'],
    ['[::1]:8080', 'http://[::1]:8080'],
  ])('at %s, %s is the same origin', async (host, origin) => {
    expect((await answerTo({ host, origin, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it.each([
    'https://evil.example',
    'https://127.0.0.1:8080',
    'http://127.0.0.1:8081',
    'http://127.0.0.1',
    'http://localhost:8080',
    'http://127.0.0.1:8080.evil.example',
    'http://127.0.0.1:8080, https://evil.example',
    'null',
    '',
  ])('at 127.0.0.1:8080, Origin %j is another', async (origin) => {
    expect(await answerTo({ host: HERE, origin })).toMatchObject({
      status: 403,
      body: { code: 'origin_not_allowed', errors: [{ code: 'origin_foreign' }] },
    });
  });

  it.each([
    ['none', 200],
    ['same-origin', 200],
    ['same-site', 403],
    ['cross-site', 403],
    ['', 403],
  ])('Sec-Fetch-Site %j is answered %i', async (site, status) => {
    expect((await answerTo({ host: HERE, 'sec-fetch-site': site })).status).toBe(status);
  });

  it('everything foreign is said at once, with both sides', async () => {
    const headers = { host: 'a.example', origin: 'http://b.example', 'sec-fetch-site': 'cross-site' };
    const { body } = await answerTo(headers);
    expect(body).toMatchObject({
      errors: [{ code: 'host_foreign' }, { code: 'origin_foreign' }, { code: 'site_foreign' }],
    });
    expect(JSON.stringify(body)).toMatch(/localhost.*a\.example.*http:\/\/b\.example.*cross-site/);
  });

  describe.each(FOREIGN)('%s', (_, headers) => {
    it('reaches no route that acts, before any body is read', async () => {
      const called: string[] = [];
      const noting = (name: string) => () => {
        called.push(name);
        return Promise.reject(new Error(name));
      };
      const app = appOf({ store: noting('store'), cancel: noting('cancel'), submit: noting('submit') });
      const payload = multipart([{ name: 'file', content: 'x', filename: 'a.onnx' }]);
      const form = { ...headers, 'content-type': MULTIPART_TYPE };
      const json = { ...headers, 'content-type': 'application/json' };
      const answers = [
        await app.inject({ method: 'POST', url: '/v1/models', payload, headers: form }),
        await app.inject({ method: 'POST', url: '/v1/jobs', payload: '{', headers: json }),
        await app.inject({ method: 'POST', url: `/v1/jobs/${JOB_ID}/cancel`, headers }),
        await app.inject({ method: 'OPTIONS', url: '/v1/jobs', headers }),
      ];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403]);
      expect(answers.map((answer) => answer.headers['access-control-allow-origin'])).not.toContain('*');
      expect(called).toEqual([]);
    });

    it('reads neither documentation nor what is not there', async () => {
      const app = appOf();
      for (const url of ['/', '/docs', '/docs/static/swagger-ui.css', '/openapi.json', '/v1/nothing']) {
        expect((await app.inject({ url, headers })).statusCode, url).toBe(403);
      }
    });

    it('changes nothing where a key is configured', async () => {
      const app = appOf({}, { apiKey: 'sesame' });
      const keyed = { ...headers, authorization: 'Bearer sesame' };
      expect((await answerTo(keyed, '/v1/models', app)).status).toBe(200);
      expect((await answerTo(headers, '/v1/models', app)).status).toBe(401);
      expect((await answerTo(headers, '/openapi.json', app)).status).toBe(200);
    });
  });

  it('health answers under any Host, to whoever is not a page of another site', async () => {
    for (const url of ['/livez', '/readyz', '/livez/']) {
      for (const host of ['provable.internal:8080', '10.1.2.3', 'my_service', 'localhost']) {
        expect((await answerTo({ host }, url)).status, `${host}${url}`).toBe(200);
      }
      expect((await answerTo({ host: HERE, origin: 'https://evil.example' }, url)).status).toBe(403);
    }
  });

  describe('a link on another website', () => {
    const link = { host: HERE, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    const top = { ...link, 'sec-fetch-dest': 'document' };

    it.each(['/', '/docs', '/docs/', '/openapi.json', '/docs?a=1'])('leads to %s', async (url) => {
      for (const headers of [link, top]) {
        expect((await appOf().inject({ url, headers })).statusCode).toBeLessThan(400);
      }
    });

    it.each<[string, string, Headers, ('POST' | 'HEAD')?]>([
      ['anything else', '/v1/models', top],
      ['a file of the documentation', '/docs/json', top],
      ['what is not there', '/docsy', top],
      ['a frame', '/docs', { ...link, 'sec-fetch-dest': 'iframe' }],
      ['a script', '/openapi.json', { ...link, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }],
      ['a form', '/docs', { ...top, origin: 'https://evil.example' }, 'POST'],
      ['a form without content', '/docs', { ...top, origin: 'null' }],
      ['another method', '/docs', top, 'HEAD'],
      ['a name of another machine', '/docs', { ...top, host: 'evil.example' }],
    ])('does not lead to %s', async (_, url, headers, method = undefined) => {
      expect((await appOf().inject({ method: method ?? 'GET', url, headers })).statusCode).toBe(403);
    });
  });

  it('Swagger UI works: a typed address, its files, and the calls that it makes', async () => {
    const app = appOf();
    const typed = { host: HERE, 'sec-fetch-site': 'none' };
    const own = { host: HERE, origin: OWN, 'sec-fetch-site': 'same-origin' };
    expect((await app.inject({ url: '/docs', headers: typed })).statusCode).toBe(200);
    for (const url of ['/docs/static/swagger-ui.css', '/docs/json', '/v1/models']) {
      expect((await app.inject({ url, headers: own })).statusCode, url).toBe(200);
    }
    const cancelled = await app.inject({ method: 'POST', url: `/v1/jobs/${JOB_ID}/cancel`, headers: own });
    expect(cancelled.statusCode).toBeLessThan(300);
  });

  it('programs are answered as ever', async () => {
    const port = await listening(appOf());
    const answer = await fetch(`http://127.0.0.1:${port}/v1/jobs/${JOB_ID}/cancel`, { method: 'POST' });
    expect(answer.ok).toBe(true);
  });
});
