import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { webhookSender } from '../../../src/adapters/webhook/sender.ts';

interface Heard {
  readonly request: IncomingMessage;
  readonly body: string;
}

let server: Server;
let port: number;
let answer: RequestListener;
let heard: Heard[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      heard.push({ request, body: Buffer.concat(pieces).toString() });
      answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as { port: number });
});
beforeEach(() => {
  heard = [];
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const message = (url: string) => ({
  id: 'msg_1',
  url,
  body: '{"type":"job.succeeded"}',
  secret,
  at: new Date(),
});
const here = (path = '/hook?a=b') => message(`http://127.0.0.1:${port}${path}`);
const inside = webhookSender({ allowPrivate: true });

function status(code: number, headers: Record<string, string> = {}): RequestListener {
  return (_, response) => void response.writeHead(code, headers).end('a body that nobody may see');
}

describe('sending a webhook', () => {
  it('posts the signed JSON', async () => {
    answer = status(200);
    expect(await inside(here())).toEqual({ status: 200, error: null, retryAfter: null });
    const { request, body } = heard[0]!;
    expect([request.method, request.url, request.headers['content-type']]).toEqual([
      'POST',
      '/hook?a=b',
      'application/json',
    ]);
    const headers = request.headers as Record<string, string>;
    expect(new Webhook(secret).verify(body, headers)).toEqual({ type: 'job.succeeded' });
  });

  it('follows no redirect', async () => {
    answer = status(302, { location: `http://127.0.0.1:${port}/elsewhere` });
    expect(await inside(here())).toEqual({ status: 302, error: 'redirect_not_followed', retryAfter: null });
    expect(heard).toHaveLength(1);
  });

  it.each([204, 400, 404, 410, 500])('reports %i and nothing of the body', async (code) => {
    answer = status(code);
    expect(await inside(here())).toEqual({ status: code, error: null, retryAfter: null });
  });

  it('reports how long a busy receiver asks for', async () => {
    answer = status(429, { 'retry-after': '120' });
    expect(await inside(here())).toEqual({ status: 429, error: null, retryAfter: 120 });
    answer = status(503, { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' });
    expect(await inside(here())).toMatchObject({ status: 503, retryAfter: 86_400 });
  });

  it('gives up on a receiver that does not answer', async () => {
    answer = () => undefined;
    const sender = webhookSender({ allowPrivate: true, timeout: 100 });
    expect(await sender(here())).toEqual({
      status: null,
      error: 'timeout: no answer within 0.1 s',
      retryAfter: null,
    });
  });

  it('gives up on a receiver that drips headers', async () => {
    answer = (request) => {
      request.socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => request.socket.write('x-more: 1\r\n'), 20);
      request.socket.on('close', () => clearInterval(drip));
    };
    const sender = webhookSender({ allowPrivate: true, timeout: 150 });
    expect(await sender(here())).toMatchObject({ status: null, error: 'timeout: no answer within 0.15 s' });
  });

  it('counts a status whose body never ends, slow or huge, and hangs up', async () => {
    let written = 0;
    let ended: Promise<unknown> = Promise.resolve();
    answer = (request, response) => {
      ended = new Promise((resolve) => request.socket.once('error', () => undefined).once('close', resolve));
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) written += 16_384;
      };
      response.on('drain', pour);
      pour();
    };
    expect(await inside(here())).toMatchObject({ status: 200, error: null });
    await ended;
    expect(written).toBeLessThan(64 * 1024 * 1024);
    answer = (_, response) => void response.writeHead(200).write('slowly');
    const sender = webhookSender({ allowPrivate: true, timeout: 100 });
    expect(await sender(here())).toMatchObject({ status: 200, error: null });
  });

  it('reports a connection that breaks, and one that is refused, without an address', async () => {
    answer = (request) => request.socket.resetAndDestroy();
    const broken = await inside(here());
    expect(broken).toMatchObject({
      status: null,
      error: expect.stringMatching(/^connection_failed: \w+$/) as string,
    });
    const refused = await inside(message('http://127.0.0.1:1/'));
    expect(refused).toEqual({ status: null, error: 'connection_failed: ECONNREFUSED', retryAfter: null });
  });

  it('reports an answer that is not HTTP', async () => {
    answer = (request) => void request.socket.end('SSH-2.0-OpenSSH\r\n');
    expect(await inside(here())).toMatchObject({
      status: null,
      error: expect.stringMatching(/^connection_failed/) as string,
    });
  });

  it('reports headers without end', async () => {
    answer = (request) => void request.socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`);
    expect(await inside(here())).toMatchObject({
      status: null,
      error: expect.stringMatching(/^connection_failed/) as string,
    });
  });

  it('reports a secret that cannot sign', async () => {
    const answered = await inside({ ...here(), secret: 'not base64!' });
    expect(answered).toMatchObject({
      status: null,
      error: expect.stringMatching(/^secret_invalid/) as string,
    });
    expect(heard).toEqual([]);
  });
});

describe('a webhook that aims inside', () => {
  const home: LookupFunction = (_, options, callback) =>
    options.all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);
  const guarded = webhookSender({ allowPrivate: false, lookup: home });
  const blocked = {
    status: null,
    error: expect.stringMatching(/^address_not_allowed: /) as string,
    retryAfter: null,
  };

  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '127.1',
    '0.0.0.0',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    'localhost',
    'localhost.',
    'inside.localhost',
    'resolves-to-loopback.example',
    'user:secret@resolves-to-loopback.example',
  ])('never reaches %s', async (host) => {
    answer = status(200);
    expect(await guarded(message(`http://${host}:${port}/`))).toEqual(blocked);
    expect(await guarded(message(`https://${host}:${port}/`))).toEqual(blocked);
    expect(heard).toEqual([]);
  });

  it.each(['ftp://hooks.example', 'http://hooks.example:22/', 'not a url'])('never calls %s', async (url) => {
    expect(await guarded(message(url))).toEqual(blocked);
  });

  it('reaches the same receiver when the installation allows it, by a name too', async () => {
    answer = status(200);
    const open = webhookSender({ allowPrivate: true, lookup: home });
    expect(await open(message(`http://inside.example:${port}/`))).toMatchObject({ status: 200 });
  });
});
