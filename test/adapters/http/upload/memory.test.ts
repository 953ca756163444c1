import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { App } from '../../../../src/adapters/http/route.ts';
import type { Problem } from '../../../../src/adapters/http/schemas/problem.ts';
import { listening, testApp } from '../support/app.ts';
import { MULTIPART_TYPE, multipart } from '../support/multipart.ts';

const LIMIT = 1000;
const HEADER = 'idx,count\n';
const LOG = HEADER + '1,9\n'.padEnd(LIMIT - HEADER.length, '\n');
const CLAIM = { n: 10, alpha: 0.001, sigma: 1 };

const open: App[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((app) => app.close()))));

function limited(): App {
  const { app } = testApp({}, { limits: { json: LIMIT, model: 1, dataset: 1 } });
  open.push(app);
  return app;
}

async function send(type: string, payload: string | Buffer): Promise<Problem> {
  const url = type === 'text/csv' ? '/v1/audits?n=10&alpha=0.001&sigma=1' : '/v1/audits';
  const answer = await limited().inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
  return { ...answer.json<Problem>(), status: answer.statusCode };
}
const form = (content: string) =>
  multipart([
    { name: 'metadata', content: JSON.stringify(CLAIM) },
    { name: 'file', content },
  ]);

it('takes a file up to the limit of JSON bodies, whatever those of models and datasets are', async () => {
  expect(LOG).toHaveLength(LIMIT);
  expect((await send('text/csv', LOG)).status).toBe(200);
  expect((await send(MULTIPART_TYPE, form(LOG))).status).toBe(200);
});

it.each([
  ['one byte more', `${LOG}\n`],
  ['far more', LOG + '\n'.repeat(200_000)],
])('refuses %s, and says what the limit is of', async (_, text) => {
  for (const answer of [await send('text/csv', text), await send(MULTIPART_TYPE, form(text))]) {
    expect(answer).toMatchObject({ status: 413, code: 'too_large', detail: 'A log may have 1000 bytes' });
  }
});

it('refuses an announced length far over the limit before the body comes', async () => {
  const socket = connect(await listening(limited()), '127.0.0.1');
  const head = `POST /v1/audits HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${MULTIPART_TYPE}\r\n`;
  socket.write(`${head}Content-Length: 900000000\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(answer.toString()).toContain(' 413 ');
  expect(answer.toString()).toContain('A log may have 1000 bytes');
});

it('answers a body that ends early, and works on', async () => {
  const app = limited();
  const port = await listening(app);
  const socket = connect(port, '127.0.0.1');
  const head = `POST /v1/audits HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${MULTIPART_TYPE}\r\n`;
  const body = form(LOG).subarray(0, 500);
  socket.write(`${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.write(body);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  expect(Buffer.concat(chunks).toString()).toContain('"upload_incomplete"');
  expect((await app.inject('/livez')).statusCode).toBe(200);
});
