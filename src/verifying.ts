import { randomInt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { openLaboratory } from './replaying.ts';
import type { VerifyIo } from './verify/command.ts';

/** Longest wait for keys, in milliseconds. */
const PATIENCE = 20_000;

/** The command's world: this machine's files, and an address where it is told one. `entry`: of the compiled runner. */
export function verifyIo(entry?: string): VerifyIo {
  return {
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    read,
    stream: (path) => createReadStream(path) as AsyncIterable<Buffer>,
    fetch: fetchBytes,
    now: () => new Date(),
    random: (below) => randomInt(below),
    laboratory: () => openLaboratory(entry),
  };
}

async function read(path: string, most: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > most) throw new Error(`${path} has ${size} bytes; at most ${most} are read`);
  return readFile(path);
}

async function fetchBytes(url: string, most: number): Promise<Uint8Array> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status}`);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > most) throw new Error(`${url} has more than ${most} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
