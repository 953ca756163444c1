import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testApp, listening } from '../adapters/http/support/app.ts';
import { provable, scripted, sendJson } from '../support/cli.ts';
import type { Handler, Scripted } from '../support/cli.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-cli-'));
});
afterAll(() => rm(directory, { recursive: true }));

const open: Scripted[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function serve(handler: Handler): Promise<Scripted> {
  const server = await scripted(handler);
  open.push(server);
  return server;
}

/** An address at which nobody listens: it was free a moment ago. */
async function nowhere(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe('a command line that makes no sense', () => {
  it.each([
    [['certyfy'], 'there is no command certyfy'],
    [['constructor'], 'there is no command constructor'],
    [['results'], 'JOB is missing'],
    [['results', 'a/../../b'], 'not the id of a job'],
    [['results', 'job_1', 'job_2'], 'job_2 is one too many'],
    [['results', 'job_1', '--format', 'xml'], '--format'],
    [['upload', 'thing', 'x'], 'a model or a dataset'],
    [['upload', 'model', '/no/such/file'], 'there is no file'],
    [['upload', 'model', '/no/such/file', '--scale', '2'], '--scale says nothing about a model'],
    [['upload', 'model', 'x', '--domain', '0'], '--domain is LOW,HIGH'],
    [['certify', 'mdl_1', 'dst_1'], '--method is missing'],
    [['certify', 'mdl_1', 'dst_1', '--method', 'a', '--method-json', '{}'], '--method belongs into'],
    [['certify', 'mdl_1', 'dst_1', '--method-json', '{}', '--sigma', '1'], '--sigma belongs into'],
    [['certify', 'mdl_1', 'dst_1', '--method', 'a', '--gate', 'x'], '--gate x is no condition'],
    [['certify', 'mdl_1', 'dst_1', '--method', 'a', '--grid', '1'], '--grid is said of a file'],
    [['certify', 'mdl_1', 'dst_1', '--method', 'a', '--to-the-end'], '--to-the-end goes with --gate'],
    [['certify', 'mdl_1', 'dst_1', '--method', 'a', '--metadata', 'x'], '--metadata is KEY=VALUE'],
    [['compare', 'job_1'], 'two jobs'],
    [['extend', 'job_1'], '--max-n is missing'],
    [['audit', 'x', '--n', '5'], '--alpha is missing'],
    [['models', '--limit', '0'], '--limit'],
    [['models', '--server', 'ftp://x'], '--server must be an address'],
    [['models', '--server', 'http://me:pass-word@x'], 'must not hold a name or a password'],
  ] as const)('%j is refused in a sentence', async (argv, told) => {
    // what nobody answers at would be told as such: nothing is asked before the command line makes sense
    const { code, out, error } = await provable(argv, { server: 'http://127.0.0.1:1' });
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(told);
    expect(error).not.toContain('pass-word');
    expect(error).not.toContain('    at ');
  });

  it('is JSON where JSON is asked for', async () => {
    const { code, error } = await provable(['results', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(error)).toEqual({
      error: {
        code: 'usage',
        message: 'JOB is missing',
        exit: 2,
        status: null,
        errors: [],
        request_id: null,
      },
    });
  });
});

describe('a service', () => {
  it('that is not there is told as such', async () => {
    const server = await nowhere();
    const { code, out, error } = await provable(['models'], { server });
    expect([code, out]).toEqual([3, '']);
    expect(error).toContain(`no answer from ${server}`);
    const { error: json } = await provable(['models', '--json'], { server });
    expect(JSON.parse(json)).toMatchObject({ error: { code: 'unreachable', exit: 3 } });
  });

  it('is the one of --server, before the one of the environment', async () => {
    const { address, asked } = await serve((_request, response) =>
      sendJson(response, { data: [], has_more: false, next_cursor: null }),
    );
    const server = await nowhere();
    expect((await provable(['models', '--server', `${address}/`], { server })).code).toBe(0);
    expect((await provable(['--server', `${address}/under/`, 'models'], { server })).code).toBe(0);
    expect(asked).toEqual(['GET /v1/models?limit=50', 'GET /under/v1/models?limit=50']);
  });

  it.each([
    ['another program', 200, 'text/html', '<h1>hello</h1>', 'not Provable'],
    ['one that only says so', 200, 'application/json', '{"data":', 'not Provable'],
    ['a proxy', 502, 'text/html', 'bad gateway', 'answered 502'],
    ['a broken problem', 422, 'application/problem+json', '{{', 'answered 422'],
    ['a problem of nothing', 422, 'application/problem+json', 'null', 'answered 422'],
  ])('that is %s is told from Provable', async (_name, status, type, body, told) => {
    const { address } = await serve((_request, response) => {
      response.writeHead(status, { 'content-type': type });
      response.end(body);
    });
    const { code, error } = await provable(['models'], { server: address });
    expect(code).toBe(3);
    expect(error).toContain(told);
  });

  it('that cannot at the moment is not one that refuses', async () => {
    const problem = {
      code: 'overloaded',
      detail: 'The service is at its limit; try again',
      request_id: 'r-1',
    };
    const { address } = await serve((_request, response) => sendJson(response, problem, 503));
    const { code, error } = await provable(['cancel', 'job_1'], { server: address });
    expect(code).toBe(3);
    expect(error).toBe('provable: The service is at its limit; try again\n  request r-1\n');
  });

  it('that sends elsewhere is not followed, and the key stays', async () => {
    const other = await serve((_request, response) => sendJson(response, {}));
    const { address } = await serve((_request, response) => {
      response.writeHead(302, { location: other.address });
      response.end();
    });
    const { code, error } = await provable(['models'], { server: address, apiKey: 'k'.repeat(30) });
    expect(code).toBe(3);
    expect(error).toContain(`a redirection to ${other.address}`);
    expect(other.asked).toEqual([]);
  });

  it('that breaks off leaves no file, and the old one as it was', async () => {
    const { address } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv', 'content-length': '1000' });
      response.write('index,label\n');
      setImmediate(() => response.destroy());
    });
    const file = join(directory, 'kept.csv');
    await writeFile(file, 'old');
    const { code, error } = await provable(['results', 'job_1', '-o', file], { server: address });
    expect(code).toBe(3);
    expect(error).toContain('no answer from');
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(directory)).toEqual(['kept.csv']);
  });

  it('that sends something else than was asked for is not taken at its word', async () => {
    const { address } = await serve((_request, response) => sendJson(response, { hello: 1 }));
    const file = join(directory, 'new.csv');
    expect((await provable(['results', 'job_1', '-o', file], { server: address })).code).toBe(3);
    expect(await readdir(directory)).not.toContain('new.csv');
  });

  it('that refuses an upload before it is sent is heard', async () => {
    const { app } = testApp({}, { limits: { model: 1000, dataset: 1000 } });
    const port = await listening(app);
    const file = join(directory, 'large.onnx');
    await writeFile(file, Buffer.alloc(40 * 1024 * 1024));
    const { code, error } = await provable(['upload', 'model', file], { server: `http://127.0.0.1:${port}` });
    await app.close();
    await rm(file);
    expect(code).toBe(2);
    expect(error).toContain('A model may have 1000 bytes');
  });
});

describe('a key', () => {
  const KEY = 'a-key-that-is-long-enough-for-this';

  it('comes from the environment or a file, and is never shown', async () => {
    const { app } = testApp({ models: async () => ({ data: [], next_cursor: null }) }, { apiKey: KEY });
    const server = `http://127.0.0.1:${await listening(app)}`;
    const file = join(directory, 'key');
    await writeFile(file, `${KEY}\n`);
    const codes = async (argv: readonly string[], environment: object) =>
      provable(['models', ...argv], { server, ...environment });
    expect((await codes([], { apiKey: KEY })).code).toBe(0);
    expect((await codes([], { apiKeyFile: file })).code).toBe(0);
    expect((await codes(['--api-key-file', file], { apiKey: 'wrong' })).code).toBe(0);
    const none = await codes([], {});
    expect(none.code).toBe(2);
    expect(none.error).toContain('put the key into PROVABLE_API_KEY');
    const wrong = await codes([], { apiKey: 'not-the-key-of-this-service' });
    expect(wrong.code).toBe(2);
    expect(wrong.error).toContain('is not that of this service');
    const broken = await codes([], { apiKey: 'with space' });
    expect(broken.code).toBe(2);
    const said = [none, wrong, broken].map(({ out, error }) => out + error).join();
    for (const secret of [KEY, 'not-the-key-of-this-service', 'with space'])
      expect(said).not.toContain(secret);
    await app.close();
  });
});

describe('a refusal', () => {
  it('is told fault by fault, with the field first, and nothing that a terminal obeys', async () => {
    const problem = {
      code: 'request_invalid',
      detail: 'The job is refused',
      request_id: 'r-1',
      errors: [
        { code: 'type_wrong', message: 'expected number', pointer: '/method/sigma' },
        {
          code: 'operator_unsupported',
          message: 'no \u001b[31mbound\u001b[0m\nfor it',
          node: 'n\u009b1',
          operator: 'If',
        },
        { code: 'rest', message: 'and 3 more' },
      ],
    };
    const { address } = await serve((_request, response) => sendJson(response, problem, 422));
    const argv = ['certify', 'mdl_1', 'dst_1', '--method', 'smoothing'];
    const { code, out, error } = await provable(argv, { server: address });
    expect([code, out]).toEqual([2, '']);
    expect(error.split('\n')).toEqual([
      'provable: The job is refused',
      '  /method/sigma: expected number [type_wrong]',
      String.raw`  node n\u009b1 (If): no \u001b[31mbound\u001b[0m for it [operator_unsupported]`,
      '  and 3 more [rest]',
      '',
    ]);
    const json = await provable([...argv, '--json'], { server: address });
    expect(JSON.parse(json.error)).toEqual({
      error: {
        code: 'request_invalid',
        message: 'The job is refused',
        exit: 2,
        status: 422,
        errors: problem.errors,
        request_id: null,
      },
    });
  });
});

describe('verify', () => {
  it('is handed on as it is', async () => {
    expect(await provable(['verify', 'c.json', '--jwks', 'k'])).toMatchObject({
      code: 1,
      out: 'verify c.json --jwks k\n',
    });
    expect((await provable(['help', 'verify'])).out).toBe('verify --help\n');
  });
});
