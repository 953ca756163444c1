import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../../src/adapters/http/route.ts';
import { Refusal } from '../../../../src/service/errors.ts';
import type { Provable, StoredPart, Stored } from '../../../../src/service/provable.ts';
import { listening, testApp } from '../support/app.ts';
import { MULTIPART_TYPE, multipart } from '../support/multipart.ts';
import type { Part } from '../support/multipart.ts';
import { dataset, drain, model } from '../support/provable.ts';

const open: App[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((app) => app.close()))));

/** An application whose store remembers what is in it, and whose admissions remember what they were given. */
function uploads(over: Partial<Provable> = {}) {
  const stored = new Set<string>();
  const sizes: number[] = [];
  const admitted: { parts: readonly (Stored | StoredPart)[]; declared: unknown }[] = [];
  const store = async (_: unknown, source: Readable) => {
    const one = await drain(source);
    sizes.push(one.size);
    if (one.size > 1_000_000) throw new Refusal('too_large');
    stored.add(one.digest);
    return one;
  };
  const { app } = testApp({
    store,
    discard: async ({ digest }) => void stored.delete(digest),
    admitModel: async (one, declared) => {
      admitted.push({ parts: [one], declared });
      return { model, known: false };
    },
    admitDataset: async (parts, declared) => {
      admitted.push({ parts, declared });
      return { dataset, known: true };
    },
    ...over,
  });
  open.push(app);
  return { app, stored, admitted, sizes };
}

const post = (app: App, url: string, parts: readonly Part[], ending?: string) =>
  app.inject({
    method: 'POST',
    url,
    payload: multipart(parts, ending),
    headers: { 'content-type': MULTIPART_TYPE },
  });

const bytes = randomBytes(300_000);
const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const file: Part = { name: 'file', content: bytes, filename: 'a.onnx', type: 'application/octet-stream' };
const labels: Part = { name: 'labels', content: 'labels', filename: 'labels.idx' };
const metadata: Part = { name: 'metadata', content: '{"name":"digits"}' };

describe('multipart', () => {
  it.each([
    ['metadata first', [metadata, file]],
    ['metadata last', [file, metadata]],
    ['metadata as a JSON file', [file, { ...metadata, filename: 'blob', type: 'application/json' }]],
    ['a file without a filename', [{ name: 'file', content: bytes, type: 'text/plain' }, metadata]],
  ])('takes %s', async (_, parts) => {
    const { app, admitted } = uploads();
    const answer = await post(app, '/v1/models', parts);
    expect(answer.statusCode).toBe(201);
    expect(answer.headers.location).toBe(`/v1/models/${model.id}`);
    expect(admitted).toMatchObject([{ parts: [{ digest, size: 300_000 }], declared: { name: 'digits' } }]);
  });

  it('takes a file alone, and an empty one: admission judges it', async () => {
    const { app, admitted } = uploads();
    expect((await post(app, '/v1/models', [{ ...file, content: '' }])).statusCode).toBe(201);
    expect(admitted).toMatchObject([{ parts: [{ size: 0 }], declared: {} }]);
  });

  it('keeps the parts of a dataset apart, in any order', async () => {
    const { app, admitted } = uploads();
    const answer = await post(app, '/v1/datasets', [labels, metadata, { ...file, filename: 'a\u0007b.idx' }]);
    expect([answer.statusCode, answer.headers.location]).toEqual([200, undefined]);
    expect(admitted[0]!.parts).toMatchObject([
      { part: 'labels', filename: 'labels.idx', size: 6 },
      { part: 'file', filename: 'ab.idx', digest },
    ]);
  });

  it('takes an optional part without bytes as left out, as forms send what was not chosen', async () => {
    const { app, admitted, stored } = uploads();
    const empty = { ...labels, content: '' };
    for (const parts of [
      [empty, file],
      [file, { name: 'labels', content: '' }, metadata],
    ]) {
      expect((await post(app, '/v1/datasets', parts)).statusCode).toBe(200);
      expect(admitted.pop()!.parts).toMatchObject([{ part: 'file', digest }]);
      expect([...stored]).toEqual([digest]);
    }
    expect((await post(app, '/v1/datasets', [empty])).json()).toMatchObject({ code: 'upload_incomplete' });
    expect((await post(app, '/v1/datasets', [empty, labels, file])).json()).toMatchObject({
      errors: [{ code: 'part_repeated' }],
    });
    expect((await post(app, '/v1/models', [file, empty])).json()).toMatchObject({
      errors: [{ code: 'part_unknown' }],
    });
  });

  it('names every part that is unknown, repeated or missing, and stores nothing after the first', async () => {
    const { app, stored, admitted, sizes } = uploads();
    const answer = await post(app, '/v1/datasets', [
      labels,
      { name: 'fiel', content: bytes },
      labels,
      metadata,
      metadata,
    ]);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: 'upload_incomplete',
      errors: [
        { code: 'part_unknown', pointer: '/fiel' },
        { code: 'part_repeated', pointer: '/labels' },
        { code: 'part_repeated', pointer: '/metadata' },
        { code: 'part_missing', pointer: '/file' },
      ],
    });
    expect(sizes).toEqual(['labels'.length]);
    expect(admitted).toEqual([]);
    expect([...stored]).toEqual([]);
  });

  it.each([
    ['malformed metadata', [file, { name: 'metadata', content: '{' }], 400, 'body_malformed'],
    [
      'metadata with a key twice',
      [file, { name: 'metadata', content: '{"a":1,"a":2}' }],
      400,
      'body_malformed',
    ],
    ['a part named __proto__', [file, { name: '__proto__', content: '1' }], 400, 'body_malformed'],
    ['labels for a model', [file, labels], 400, 'body_malformed'],
    ['no parts at all', [], 400, 'upload_incomplete'],
    [
      'too many parts',
      Array.from({ length: 40 }, (): Part => ({ name: 'x', content: '1' })),
      400,
      'body_malformed',
    ],
    ['a file over the limit', [{ ...file, content: Buffer.alloc(1_000_001) }], 413, 'too_large'],
    ['a body far over the limit', [{ ...file, content: Buffer.alloc(18_000_000) }], 413, 'too_large'],
  ])('refuses %s and keeps nothing', async (_, parts: readonly Part[], status, code) => {
    const { app, stored, admitted } = uploads();
    const answer = await post(app, '/v1/models', parts);
    expect(answer.json()).toMatchObject({ status, code });
    expect(admitted).toEqual([]);
    expect([...stored]).toEqual([]);
  });

  it.each([
    ['ends in a part', multipart([metadata, file]).subarray(0, 200_000), 'upload_incomplete'],
    ['lacks its last boundary', multipart([file], ''), 'upload_incomplete'],
    ['has no boundary inside', Buffer.from('nothing of the kind'), 'upload_incomplete'],
  ])('refuses a body that %s', async (_, payload, code) => {
    const { app, stored } = uploads();
    const headers = { 'content-type': MULTIPART_TYPE };
    const answer = await app.inject({ method: 'POST', url: '/v1/models', payload, headers });
    expect(answer.json()).toMatchObject({ status: 400, code });
    expect([...stored]).toEqual([]);
  });

  it('blames a body that ends early on the client, whatever the store makes of it', async () => {
    const store = (_: unknown, source: Readable) =>
      drain(source).catch(() => Promise.reject(new Error('the store could not read its source')));
    const { app } = uploads({ store });
    const payload = multipart([file]).subarray(0, 200_000);
    const headers = { 'content-type': MULTIPART_TYPE };
    const answer = await app.inject({ method: 'POST', url: '/v1/models', payload, headers });
    expect(answer.json()).toMatchObject({ status: 400, code: 'upload_incomplete' });
  });

  it('refuses a content type without a boundary', async () => {
    const { app } = uploads();
    const headers = { 'content-type': 'multipart/form-data' };
    const answer = await app.inject({ method: 'POST', url: '/v1/models', payload: 'x', headers });
    expect(answer.json()).toMatchObject({ status: 400, code: 'body_malformed' });
  });

  it('passes on a failing store as an internal fault, not as the client’s', async () => {
    const full = async (_: unknown, source: Readable): Promise<Stored> => {
      await pipeline(source, async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) if (chunk.length > 0) throw new Error('disk full');
      });
      throw new Error('not reached');
    };
    for (const store of [full, () => Promise.reject(new Error('disk full'))]) {
      const { app } = uploads({ store });
      expect((await post(app, '/v1/models', [file])).json()).toMatchObject({ status: 500, code: 'internal' });
    }
  });
});

describe('the bytes alone', () => {
  const send = (app: App, url: string, payload: Buffer) =>
    app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/octet-stream' } });

  it('are a model, named in the query', async () => {
    const { app, admitted } = uploads();
    expect((await send(app, '/v1/models?name=digits', bytes)).statusCode).toBe(201);
    expect((await send(app, '/v1/models', bytes)).statusCode).toBe(201);
    expect(admitted).toMatchObject([{ parts: [{ digest }], declared: { name: 'digits' } }, { declared: {} }]);
  });

  it('are refused when empty, too many, or named by an unknown parameter', async () => {
    const { app } = uploads();
    expect((await send(app, '/v1/models', Buffer.alloc(0))).json()).toMatchObject({ code: 'body_missing' });
    expect((await send(app, '/v1/models', Buffer.alloc(1_000_001))).json()).toMatchObject({
      code: 'too_large',
    });
    expect((await send(app, '/v1/models?nam=x', bytes)).json()).toMatchObject({ code: 'parameter_invalid' });
  });

  it('leave naming to the metadata in a multipart body', async () => {
    const { app } = uploads();
    const answer = await post(app, '/v1/models?name=x', [file]);
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ pointer: '#query/name' }] });
  });
});

describe('over a real connection', () => {
  it('answers an upload over the limit although the client is still sending', async () => {
    const refuse = async (_: unknown, source: Readable): Promise<Stored> => {
      await pipeline(source, async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) if (chunk.length > 0) throw new Refusal('too_large');
      });
      throw new Error('not reached');
    };
    const { app } = uploads({ store: refuse });
    const port = await listening(app);
    for (const type of ['application/octet-stream', MULTIPART_TYPE]) {
      const payload =
        type === MULTIPART_TYPE
          ? multipart([{ ...file, content: Buffer.alloc(16_000_000) }])
          : Buffer.alloc(16_000_000);
      const headers = { 'content-type': type, 'content-length': payload.length };
      const sent = httpRequest({ port, method: 'POST', path: '/v1/models', headers });
      sent.end(payload);
      const [answer] = (await once(sent, 'response')) as [Readable & { statusCode: number }];
      expect(answer.statusCode).toBe(413);
      answer.resume();
    }
  });

  it.each([
    ['the bytes alone', 'application/octet-stream', bytes],
    ['multipart', MULTIPART_TYPE, multipart([labels, file]).subarray(0, 250_000)],
  ])('forgets what an aborted upload left: %s', async (_, type, payload) => {
    let ended: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (ended = resolve));
    const failures: string[] = [];
    const stored = new Set<string>();
    const { app } = uploads({
      store: async (_kind, source) => {
        try {
          const one = await drain(source);
          stored.add(one.digest);
          return one;
        } catch (error) {
          failures.push((error as Error).message);
          throw error;
        }
      },
      discard: async (one) => void stored.delete(one.digest),
    });
    app.addHook('onError', async () => ended());
    const port = await listening(app);
    const socket = connect(port, '127.0.0.1');
    const head = `POST /v1/datasets HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: 900000\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(head), payload]), () => socket.destroy());
    await over;
    expect(failures).toHaveLength(1);
    expect([...stored]).toEqual([]);
  });
});
