import { afterEach, describe, expect, it } from 'vitest';
import { provable, scripted } from '../support/cli.ts';
import type { Handler, Scripted } from '../support/cli.ts';

const open: Scripted[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function serve(handler: Handler): Promise<Scripted> {
  const server = await scripted(handler);
  open.push(server);
  return server;
}

describe('a download', () => {
  it('in results are spelled out on a terminal, and left as they are in a pipe', async () => {
    const row = '{"reason":"\u009b2J"}\n';
    const { address } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
      response.end(row);
    });
    const argv = ['results', 'job_1', '--format', 'ndjson'];
    expect((await provable(argv, { server: address })).out).toBe(row);
    const shown = await provable(argv, { server: address, outTerminal: true });
    expect(shown.out).toBe(String.raw`{"reason":"\u009b2J"}` + '\n');
    const parquet = await provable(['results', 'job_1', '--format', 'parquet'], {
      server: address,
      outTerminal: true,
    });
    expect([parquet.code, parquet.out]).toEqual([2, '']);
  });
});

describe('results as JSON', () => {
  it.each([
    ['no rows', '', []],
    ['a row', '{"a":1}\n', [{ a: 1 }]],
    ['rows, the last without its end', '{"a":1}\n{"a":"ü"}', [{ a: 1 }, { a: 'ü' }]],
  ])('are one array: %s', async (_name, lines, rows) => {
    const { address } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      const bytes = Buffer.from(lines);
      for (let at = 0; at < bytes.length; at += 3) response.write(bytes.subarray(at, at + 3));
      response.end();
    });
    const { code, out } = await provable(['results', 'job_1', '--json'], { server: address });
    expect([code, JSON.parse(out)]).toEqual([0, rows]);
  });
});
