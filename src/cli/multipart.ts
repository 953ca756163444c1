import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { misuse } from './failure.ts';
import type { Body } from './service.ts';

export interface FilePart {
  readonly name: string;
  readonly path: string;
}

interface Opened extends FilePart {
  readonly handle: FileHandle;
  /** null for a pipe, whose length nobody knows. */
  readonly size: number | null;
}

/**
 * A form (RFC 7578) of metadata and files, which are read as they are sent: memory does not grow with them. Its length is
 * told beforehand unless one of the files is a pipe.
 */
export async function multipart(metadata: object, files: readonly FilePart[]): Promise<Body> {
  const boundary = `provable-${randomBytes(18).toString('hex')}`;
  const opened: Opened[] = [];
  try {
    for (const file of files) opened.push(await opening(file));
  } catch (error) {
    await Promise.all(opened.map(({ handle }) => handle.close()));
    throw error;
  }
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="metadata"\r\n\r\n${JSON.stringify(metadata)}\r\n`;
  const tail = `--${boundary}--\r\n`;
  const sizes = opened.map(({ size }) => size);
  const envelope = [head, tail, ...opened.map((file) => fileHead(boundary, file))];
  const length = envelope.reduce((sum, text) => sum + Buffer.byteLength(text), 2 * opened.length);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    ...(!sizes.includes(null) && { length: sizes.reduce<number>((sum, size) => sum + size!, length) }),
    stream: Readable.from(form(boundary, head, tail, opened), { objectMode: false }),
  };
}

async function opening({ name, path }: FilePart): Promise<Opened> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw misuse(error.code === 'ENOENT' ? `there is no file ${path}` : `${path}: ${error.message}`);
  });
  const stat = await handle.stat();
  if (stat.isDirectory()) {
    await handle.close();
    throw misuse(`${path} is a directory, not a file`);
  }
  return { name, path, handle, size: stat.isFile() ? stat.size : null };
}

const fileHead = (boundary: string, { name, path }: FilePart): string =>
  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${escaped(basename(path))}"\r\n` +
  'content-type: application/octet-stream\r\n\r\n';

/** As HTML forms write names of files (WHATWG HTML, multipart/form-data encoding). */
const escaped = (filename: string): string =>
  filename.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

async function* form(
  boundary: string,
  head: string,
  tail: string,
  files: readonly Opened[],
): AsyncGenerator<Buffer> {
  try {
    yield Buffer.from(head);
    for (const file of files) {
      yield Buffer.from(fileHead(boundary, file));
      yield* contentOf(file);
      yield Buffer.from('\r\n');
    }
    yield Buffer.from(tail);
  } finally {
    await Promise.all(files.map(({ handle }) => handle.close()));
  }
}

/** As many bytes as were announced, or all of a pipe. */
async function* contentOf({ handle, path, size }: Opened): AsyncGenerator<Buffer> {
  if (size === 0) return;
  let left = size;
  const end = size === null ? {} : { start: 0, end: size - 1 };
  for await (const piece of handle.createReadStream({ ...end, autoClose: false }) as AsyncIterable<Buffer>) {
    if (left !== null) left -= piece.length;
    yield piece;
  }
  if (left !== null && left > 0) throw misuse(`${path} became shorter while it was read`);
}
