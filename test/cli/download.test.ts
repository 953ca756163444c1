import { lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  it('that is interrupted leaves nothing behind', async () => {
    const controller = new AbortController();
    const { address } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write('index,label\n');
      setImmediate(() => controller.abort('SIGTERM'));
    });
    const directory = await mkdtemp(join(tmpdir(), 'provable-download-'));
    const argv = ['results', 'job_1', '-o', join(directory, 'r.csv')];
    const { code } = await provable(argv, { server: address, interrupt: controller.signal });
    expect([code, await readdir(directory)]).toEqual([143, []]);
    await rm(directory, { recursive: true });
  });

  it('goes to what is no file as it is, and where a link leads', async () => {
    const { address } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.end('index,label\n');
    });
    const directory = await mkdtemp(join(tmpdir(), 'provable-download-'));
    const [file, link] = [join(directory, 'r.csv'), join(directory, 'link.csv')];
    await writeFile(file, 'old');
    await symlink(file, link);
    for (const out of ['/dev/null', link])
      expect((await provable(['results', 'job_1', '-o', out], { server: address })).code).toBe(0);
    expect(await readFile(file, 'utf8')).toBe('index,label\n');
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    const into = await provable(['results', 'job_1', '-o', directory], { server: address });
    expect([into.code, into.error]).toEqual([2, `provable: ${directory} is a directory\n`]);
    const nowhere = await provable(['results', 'job_1', '-o', join(directory, 'no/r.csv')], {
      server: address,
    });
    expect(nowhere.code).toBe(2);
    expect(nowhere.error).toContain('cannot be written');
    await rm(directory, { recursive: true });
  });

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
