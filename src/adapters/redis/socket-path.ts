import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, its final zero included. */
const LONGEST = 103;

/**
 * Where the socket `name` of a data directory lies: in it, or, when that path is too long for a socket, in a directory
 * of this user below the temporary one, the same at every start. Throws when somebody else holds that directory.
 */
export function socketPath(directory: string, name: string): string {
  const inside = join(resolve(directory), name);
  if (Buffer.byteLength(inside) <= LONGEST) return inside;
  const digest = createHash('sha256').update(resolve(directory)).digest('hex').slice(0, 16);
  const short = join(tmpdir(), `provable-${digest}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  assertOwn(short);
  chmodSync(short, 0o700);
  return join(short, name);
}

function assertOwn(directory: string): void {
  const found = lstatSync(directory);
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw new Error(`${directory} belongs to somebody else: remove it, or choose a shorter data directory`);
}
