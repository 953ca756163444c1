import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Context } from './command.ts';
import { misuse } from './failure.ts';
import type { Output } from './io.ts';
import { printable } from './printable.ts';

export interface Wanted {
  readonly path: string;
  readonly accept: string;
  /** Whether a person can read it on a terminal. */
  readonly text: boolean;
  /** NDJSON becomes one JSON array on the way. */
  readonly array?: boolean;
}

export interface Downloaded {
  readonly file: string | null;
  readonly bytes: number;
}

/**
 * What the service answers, as it comes: to a file, which is there whole or not at all, or to standard output. A refusal
 * makes no file and leaves the one that is there alone.
 */
export async function download(
  { service, tell }: Pick<Context, 'service' | 'tell'>,
  { path, accept, text, array = false }: Wanted,
  out: string | undefined,
): Promise<Downloaded> {
  const toStandard = out === undefined || out === '-';
  if (toStandard && !text && tell.out.terminal)
    throw misuse('this is nothing to read on a terminal: name a file with -o, or pipe it on');
  // to a reader who takes their time, the service is not silent
  const answer = await service.ask(path, { accept, ...(toStandard && { silence: 0 }) });
  const type = answer.headers['content-type'] ?? 'nothing';
  if (!type.startsWith(accept)) {
    answer.destroy();
    throw service.stranger(`it answered ${path.split('?', 1)[0]} with ${type}`);
  }
  const pieces = array ? arrayOf(answer) : (answer as Pieces);
  try {
    const bytes = toStandard ? await toOutput(pieces, tell.out, text) : await toFile(pieces, out);
    return { file: toStandard ? null : out, bytes };
  } catch (error) {
    answer.destroy();
    throw service.failed(error);
  }
}

type Pieces = AsyncIterable<Buffer>;

/** Lines of JSON as the entries of an array, however they are cut into pieces. */
async function* arrayOf(lines: Pieces): Pieces {
  let between = '[\n';
  let rest = '';
  const decoder = new TextDecoder();
  for await (const piece of lines) {
    const whole = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = whole.pop()!;
    if (whole.length === 0) continue;
    yield Buffer.from(between + whole.join(',\n'));
    between = ',\n';
  }
  const last = rest === '' && between !== '[\n' ? '' : between + rest;
  yield Buffer.from(`${last}\n]\n`);
}

/** Until the end, or until nobody reads any more. */
async function toOutput(pieces: Pieces, out: Output, text: boolean): Promise<number> {
  const decoder = text && out.terminal ? new TextDecoder() : null;
  let bytes = 0;
  for await (const piece of pieces) {
    if (out.closed) break;
    await out.write(decoder ? printable(decoder.decode(piece, { stream: true })) : piece);
    bytes += piece.length;
  }
  return bytes;
}

async function toFile(pieces: Pieces, file: string): Promise<number> {
  const target = await realpath(file).catch(() => file);
  const there = await stat(target).catch(() => null);
  if (there?.isDirectory()) throw misuse(`${file} is a directory`);
  // a pipe or a device is written to, not put aside
  if (there && !there.isFile()) return copy(pieces, target, 'w');
  const part = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.part`);
  try {
    const bytes = await copy(pieces, part, 'wx');
    await rename(part, target);
    return bytes;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function copy(pieces: Pieces, path: string, flags: string): Promise<number> {
  const handle = await open(path, flags).catch((error: Error) => {
    throw misuse(`${path} cannot be written: ${error.message}`);
  });
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      await handle.writeFile(piece);
      bytes += piece.length;
    }
  } finally {
    await handle.close();
  }
  return bytes;
}
