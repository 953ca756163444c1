import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { multipart } from '../../src/cli/multipart.ts';
import type { Body } from '../../src/cli/service.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-multipart-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function bytesOf({ stream }: Body): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

const formOf = async (body: Body): Promise<FormData> =>
  new Response(await bytesOf(body), { headers: { 'content-type': body.type } }).formData();

describe('a form', () => {
  it('has the metadata and the files, byte for byte, and the length that it states', async () => {
    const [file, labels] = [join(directory, 'a.bin'), join(directory, 'empty')];
    const content = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7) % 256));
    await writeFile(file, content);
    await writeFile(labels, '');
    const parts = [
      { name: 'file', path: file },
      { name: 'labels', path: labels },
    ];
    const body = await multipart({ name: 'ü' }, parts);
    expect(body.length).toBe((await bytesOf(await multipart({ name: 'ü' }, parts))).length);
    const form = await formOf(body);
    expect(form.get('metadata')).toBe('{"name":"ü"}');
    const sent = form.get('file') as File;
    expect([sent.name, Buffer.from(await sent.arrayBuffer()).equals(content)]).toEqual(['a.bin', true]);
    expect((form.get('labels') as File).size).toBe(0);
  });

  it('is not torn by the name of a file', async () => {
    const path = join(directory, 'a"; name="metadata\r\nx: y');
    await writeFile(path, 'content');
    const text = (await bytesOf(await multipart({}, [{ name: 'file', path }]))).toString();
    expect(text).toContain('filename="a%22; name=%22metadata%0D%0Ax: y"\r\n');
  });

  it('comes from a pipe too, whose length nobody knows', async () => {
    const path = join(directory, 'pipe');
    execFileSync('mkfifo', [path]);
    const [body] = await Promise.all([multipart({}, [{ name: 'file', path }]), writeFile(path, 'through')]);
    expect(body.length).toBeUndefined();
    expect(await ((await formOf(body)).get('file') as File).text()).toBe('through');
  });

  it('is not made of what is no file', async () => {
    await expect(multipart({}, [{ name: 'file', path: directory }])).rejects.toThrow('is a directory');
    await expect(multipart({}, [{ name: 'file', path: join(directory, 'none') }])).rejects.toThrow('no file');
  });
});
