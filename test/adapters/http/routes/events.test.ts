import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get as httpGet } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../../src/adapters/http/route.ts';
import { event } from '../../../../src/adapters/http/schemas/event.ts';
import type { JobEvent } from '../../../../src/service/job.ts';
import type { Provable } from '../../../../src/service/provable.ts';
import { listening, testApp } from '../support/app.ts';
import { JOB_ID, events, job } from '../support/provable.ts';

let app: App;
afterEach(() => app.close());
const url = `/v1/jobs/${JOB_ID}/events`;
const accept = 'text/event-stream';
const ended: Partial<Provable> = { job: async () => ({ ...job, status: 'succeeded' }) };

/** Events that come until the signal aborts: none, after the first. */
async function* endless(signal: AbortSignal): AsyncGenerator<JobEvent> {
  yield events[0]!;
  if (!signal.aborted) await once(signal, 'abort');
}

async function connectTo(headers = {}): Promise<IncomingMessage> {
  const port = await listening(app);
  const [answer] = (await once(
    httpGet({ port, path: url, headers: { accept, ...headers } }),
    'response',
  )) as [IncomingMessage];
  return answer.setEncoding('utf8');
}

async function readUntil(answer: IncomingMessage, text: string): Promise<string> {
  let seen = '';
  for await (const chunk of answer.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
    seen += chunk;
    if (seen.includes(text)) return seen;
  }
  throw new Error(`the stream ended without ${text}: ${seen}`);
}

describe('events as JSON', () => {
  it('are what has happened', async () => {
    ({ app } = testApp());
    const all = (await app.inject(url)).json<{ data: unknown[]; has_more: boolean }>();
    expect(all.data.map((one) => event.strict().parse(one).type)).toEqual([
      'job.queued',
      'job.started',
      'job.succeeded',
    ]);
    expect(all.has_more).toBe(false);
    expect((await app.inject(`${url}?after=1&limit=1`)).json()).toMatchObject({
      data: [{ seq: 2 }],
      has_more: true,
    });
  });
});

describe('events as a stream', () => {
  const get = (query = '', headers = {}) => app.inject({ url: url + query, headers: { accept, ...headers } });

  it('carry id, event and data, and end with the job', async () => {
    ({ app } = testApp());
    const answer = await get();
    expect(answer.headers).toMatchObject({ 'content-type': accept, 'cache-control': 'no-store' });
    const [retry, ...messages] = answer.body.trimEnd().split('\n\n');
    expect(retry).toBe('retry: 3000');
    expect(messages).toHaveLength(3);
    expect(messages[2]).toMatch(/^id: 3\nevent: job\.succeeded\ndata: \{"seq":3,/);
  });

  it('go on where the client was, and Last-Event-ID goes before the query', async () => {
    ({ app } = testApp());
    expect((await get('?after=2')).body).toMatch(/^retry: 3000\n\nid: 3\n/);
    expect((await get('?after=1', { 'last-event-id': '2' })).body).not.toContain('id: 2');
  });

  it('are over for a client that has seen the last one', async () => {
    ({ app } = testApp(ended));
    expect((await get('', { 'last-event-id': '3' })).statusCode).toBe(204);
    expect((await get('', { 'last-event-id': '2' })).statusCode).toBe(200);
  });

  it('refuse what is not the number of an event', async () => {
    ({ app } = testApp());
    for (const id of ['x', '-1', '1.5'])
      expect((await get('', { 'last-event-id': id })).statusCode).toBe(400);
    expect((await get('?after=-1')).statusCode).toBe(400);
    expect((await app.inject({ url, headers: { accept: 'text/html' } })).statusCode).toBe(406);
  });

  it('do not stream for HEAD', async () => {
    ({ app } = testApp());
    const answer = await app.inject({ method: 'HEAD', url, headers: { accept } });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
  });

  it('stay open with comments while nothing happens', async () => {
    ({ app } = testApp({ events: (_, __, signal) => endless(signal) }, { heartbeat: 5 }));
    const answer = await connectTo();
    const seen = await readUntil(answer, ': still here\n\n: still here');
    expect(seen).toContain('id: 1\n');
    answer.destroy();
  });

  it('stop when the client goes away', async () => {
    let left: (reason: string) => void = () => undefined;
    const gone = new Promise<string>((resolve) => (left = resolve));
    const follow = async function* (_: string, __: number, signal: AbortSignal) {
      yield* endless(signal);
      left('aborted');
    };
    ({ app } = testApp({ events: follow }));
    const answer = await connectTo();
    await readUntil(answer, 'id: 1');
    answer.destroy();
    expect(await gone).toBe('aborted');
  });

  it('do not keep the application from closing', async () => {
    ({ app } = testApp({ events: (_, __, signal) => endless(signal) }));
    const answer = await connectTo();
    await readUntil(answer, 'id: 1');
    const end = once(answer, 'end');
    answer.resume();
    await app.close();
    await end;
  });

  it('come no faster than a slow client takes them', async () => {
    let made = 0;
    const many = async function* (): AsyncGenerator<JobEvent> {
      const data = { text: 'a'.repeat(10_000) };
      for (let seq = 1; seq <= 5000; seq++) {
        made = seq;
        yield { ...events[0]!, seq, data };
      }
    };
    ({ app } = testApp({ events: many }));
    const answer = await connectTo();
    const [first] = (await once(answer, 'data')) as [string];
    answer.pause();
    expect(first).toContain('retry');
    let before = -1;
    while (before !== made) {
      before = made;
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(made).toBeLessThan(5000);
    answer.destroy();
  });
});
