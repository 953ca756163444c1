import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../src/adapters/http/route.ts';
import { listening, testApp } from './support/app.ts';
import { events, JOB_ID } from './support/provable.ts';

const open: App[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((app) => app.close()))));

/** Sends the second text once the answer to the first contains `word`; answers all that comes until the end. */
async function talk(app: App, first: string, word: string, second: string): Promise<string> {
  const socket = connect(await listening(app), '127.0.0.1').setEncoding('utf8');
  socket.write(first);
  let answer = '';
  let waiting = true;
  for await (const text of socket as AsyncIterable<string>) {
    answer += text;
    if (!waiting || !answer.includes(word)) continue;
    waiting = false;
    socket.write(second);
  }
  return answer;
}

const statusLines = (answer: string) => answer.match(/HTTP\/1\.1 \d+/g);

describe('garbage on a connection', () => {
  const endless = async function* (_: string, __: number, signal: AbortSignal) {
    yield events[0]!;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

  it('ends an answer that is being streamed, and writes nothing into it', async () => {
    const { app } = testApp({ events: endless });
    open.push(app);
    const stream = get(`/v1/jobs/${JOB_ID}/events`).replace(
      '\r\n\r\n',
      '\r\nAccept: text/event-stream\r\n\r\n',
    );
    const answer = await talk(app, stream, 'job.queued', 'GARBAGE\r\n\r\n');
    expect(statusLines(answer)).toEqual(['HTTP/1.1 200']);
  });

  it('in a body that was refused before it ended gets no second answer', async () => {
    const { app } = testApp();
    open.push(app);
    const head =
      'POST /v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(statusLines(await talk(app, head, '"instance"', 'no chunk\r\n'))).toEqual(['HTTP/1.1 415']);
  });

  it('after an answer that is over is answered', async () => {
    const { app } = testApp();
    open.push(app);
    const answer = await talk(app, get('/livez'), '"ok"', 'GARBAGE\r\n\r\n');
    expect(statusLines(answer)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  });
});
