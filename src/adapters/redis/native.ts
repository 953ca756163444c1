import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimStart } from './claim.ts';
import { hasEnded, type Hold, holdOf, takeHold } from './hold.ts';
import { socketPath } from './socket-path.ts';

const BINARIES = ['redis-server', 'valkey-server'];

/** The first server on `path`, as an absolute file name. */
export async function findServer(path: string): Promise<string | null> {
  const candidates = path
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => BINARIES.map((name) => join(folder, name)));
  for (const file of candidates) if (await isExecutable(file)) return file;
  return null;
}

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** Where the private server of a data directory listens, whichever process started it. */
export const nativeSocket = (directory: string): string => socketPath(directory, 'redis.sock');

/**
 * A hold on the private server of a data directory: the one that another process started, or a killed one left (Redis
 * cannot watch its parent), the chunks that wait included; else a new one. Of several processes one starts it and the
 * others adopt it. Rejects when there is none and none starts, within half a minute or when `signal` is aborted.
 */
export async function obtainNative(directory: string, path: string, signal: AbortSignal): Promise<Hold> {
  const socket = nativeSocket(directory);
  const end = performance.now() + 20_000;
  for (;;) {
    const found = await takeHold(socket).catch((fault: Error) => fault);
    if (found === null) {
      const hold = await startAlone(directory, path, signal);
      if (hold) return hold;
    } else if (!(found instanceof Error)) return holdOf(found, null);
    if (performance.now() > end) throw found ?? new Error('another process is starting it, and does not end');
    await sleep(25 + 100 * Math.random(), undefined, { signal });
  }
}

/** Null when another process is about to start it. */
async function startAlone(directory: string, path: string, signal: AbortSignal): Promise<Hold | null> {
  const binary = await findServer(path);
  if (!binary) throw new Error('no redis-server or valkey-server on PATH');
  const claim = claimStart(directory);
  if (!claim) return null;
  try {
    const nobody = await isFree(nativeSocket(directory)); // or one was started between our look and our claim
    return nobody ? await start(binary, directory, signal) : null;
  } finally {
    claim.release();
  }
}

const isFree = (socket: string): Promise<boolean> =>
  takeHold(socket).then(
    (redis) => (redis?.disconnect(), redis === null),
    () => false,
  );

/**
 * Starts `binary` for this data directory only: a unix socket and no port. It keeps nothing on disk, because the
 * records are the truth and the reconciler refills an empty queue; it never evicts, because BullMQ's keys are not a
 * cache. Its own process group: Ctrl-C reaches us, and we close the queue before its server.
 */
async function start(binary: string, directory: string, signal: AbortSignal): Promise<Hold> {
  const socket = nativeSocket(directory);
  const child = spawn(binary, settings(socket, directory), { stdio: 'ignore', detached: true, env: {} });
  let error = 'it gave no answer';
  child.once('error', (fault) => (error = fault.message));
  child.once('exit', (code, killer) => (error = `it ended with ${killer ?? `code ${String(code)}`}`));
  child.unref();
  const redis = await firstAnswer(child, socket, signal);
  if (redis) return holdOf(redis, child);
  child.kill('SIGKILL');
  throw new Error(error);
}

async function firstAnswer(child: ChildProcess, socket: string, signal: AbortSignal) {
  const end = performance.now() + 10_000;
  while (!hasEnded(child) && !signal.aborted && performance.now() < end) {
    const redis = await takeHold(socket).catch(() => null);
    if (redis) return redis;
    await sleep(20);
  }
  return null;
}

const settings = (socket: string, directory: string): string[] => [
  ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700'],
  ...['--dir', directory, '--logfile', join(directory, 'redis.log'), '--daemonize', 'no'],
  ...['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'],
];
