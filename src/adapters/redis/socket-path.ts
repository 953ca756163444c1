import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isAlive } from './claim.ts';

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

/** The socket of the embedded server of process `pid`, which is its alone. */
export const embeddedName = (pid: number): string => `embedded-${pid}.sock`;

/** Removes the sockets of embedded servers whose process was killed: nobody listens there, and nobody will. */
export async function sweepSockets(directory: string): Promise<void> {
  const folder = dirname(socketPath(directory, embeddedName(process.pid)));
  for (const name of readdirSync(folder)) {
    const pid = /^embedded-(\d+)\.sock$/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    // seen from a container of its own, the process of another container looks dead
    if (!(await listens(join(folder, name)))) rmSync(join(folder, name), { force: true });
  }
}

const listens = (socket: string): Promise<boolean> =>
  new Promise((answer) => {
    const peer = connect(socket, () => answer(peer.destroy().destroyed));
    peer.on('error', (fault: NodeJS.ErrnoException) => answer(fault.code === 'EAGAIN'));
  });
